using System.Text;
using ClinicNotes.Verifier.Tests.Model;
using FsCheck.Xunit;

namespace ClinicNotes.Verifier.Tests;

public class TreeTests
{
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 70).Select(i => Textbook.Leaf($"{i}"))];

    private static readonly string[] Known =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_roots_are_those_that_Certificate_Transparency_publishes()
    {
        string[] inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var tree = new MerkleTree();
        foreach (var (input, root) in inputs.Zip(Known))
        {
            tree.Append(Hash.Of([0, .. Convert.FromHexString(input)]));
            tree.Root().ToString().ShouldBe(root);
        }
    }

    [Fact]
    public void A_tree_that_grows_has_the_textbooks_root_at_every_size()
    {
        var tree = new MerkleTree();
        for (var size = 0; size <= Leaves.Length; size++)
        {
            tree.Root().ShouldBe(Hash.From(Textbook.Root(Leaves.AsSpan(0, size))));
            if (size < Leaves.Length)
                tree.Append(Hash.From(Leaves[size]));
        }
    }

    [Fact]
    public void A_proof_of_inclusion_holds_for_its_leaf_its_index_and_its_tree_only()
    {
        for (var size = 1; size <= 40; size++)
        {
            var root = Hash.From(Textbook.Root(Leaves.AsSpan(0, size)));
            for (var index = 0; index < size; index++)
            {
                var proof = Hashes(Textbook.Inclusion(index, Leaves.AsSpan(0, size)));
                var leaf = Hash.From(Leaves[index]);
                TreeProofs.Includes(root, size, index, leaf, proof).ShouldBeTrue();
                TreeProofs.Includes(root, size, (index + 1) % (size + 1), leaf, proof).ShouldBeFalse();
                TreeProofs.Includes(root, size, index, Hash.From(Leaves[index + 1]), proof).ShouldBeFalse();
                TreeProofs.Includes(root, size, index, leaf, [.. proof, leaf]).ShouldBeFalse();
                if (proof.Length > 0)
                    TreeProofs.Includes(root, size, index, leaf, proof[1..]).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_proof_of_consistency_holds_for_its_two_trees_only()
    {
        for (var size = 1; size <= 40; size++)
        {
            var root = Hash.From(Textbook.Root(Leaves.AsSpan(0, size)));
            for (var older = 1; older <= size; older++)
            {
                var proof = Hashes(Textbook.Consistency(older, Leaves.AsSpan(0, size)));
                var olderRoot = Hash.From(Textbook.Root(Leaves.AsSpan(0, older)));
                TreeProofs.IsGrown(olderRoot, older, root, size, proof).ShouldBeTrue();
                TreeProofs.IsGrown(Hash.Of([]), older, root, size, proof).ShouldBeFalse();
                TreeProofs.IsGrown(olderRoot, older, Hash.Of([]), size, proof).ShouldBeFalse();
                TreeProofs.IsGrown(olderRoot, older, root, size, [.. proof, root]).ShouldBeFalse();
                TreeProofs.IsGrown(olderRoot, size + 1, root, size, proof).ShouldBeFalse();
                if (proof.Length > 0)
                    TreeProofs.IsGrown(olderRoot, older, root, size, proof[..^1]).ShouldBeFalse();
            }
        }
    }

    [Property]
    public bool A_map_that_grows_has_the_textbooks_root_after_every_commitment(byte[] notes, byte commitAfter)
    {
        var (map, told) = (new NoteMap(), new List<Place>());
        for (var at = 0; at < notes.Length; at++)
        {
            map.Add(notes[at] + 1, Hash.From(Leaves[at % Leaves.Length]));
            var known = told.FindIndex(p => p.Note == notes[at] + 1);
            var next = new Place(notes[at] + 1, known < 0 ? 1 : told[known].Events + 1, Leaves[at % Leaves.Length]);
            if (known < 0)
                told.Add(next);
            else
                told[known] = next;
            if (at % (commitAfter + 1) == 0 && map.Root() != Hash.From(TextbookMap.Root(told)))
                return false;
        }

        return map.Count == told.Count && map.Root() == Hash.From(TextbookMap.Root(told));
    }

    [Property]
    public bool Any_text_that_is_written_canonically_is_read_and_so_is_its_name(string? name, string? text)
    {
        var pair = Json.Text(Json.Object((Whole(name), Whole(text))));
        _ = new Body(Encoding.UTF8.GetBytes(pair), EventType.Commitment);
        return true;
    }

    private static string Whole(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private static Hash[] Hashes(byte[][] proof) => [.. proof.Select(hash => Hash.From(hash))];
}
