using ClinicNotes.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(MerkleTreeProperties)])]
public class MerkleTreeProperties
{
    /// <summary>A size, and one up to it: a position in the tree, or a size that it had.</summary>
    public sealed record Grown(int At, int Size);

    public static Arbitrary<Grown> Sizes() =>
        (
            from size in Gen.OneOf(Gen.Choose(1, 2_000), Gen.Elements(1, 2, 255, 256, 257, 511, 512, 513))
            from at in Gen.OneOf(Gen.Choose(1, size), Gen.Constant(size), Gen.Constant(Math.Max(1, size - 1)))
            select new Grown(at, size)
        ).ToArbitrary();

    [Property]
    public void What_is_computed_from_tiles_is_what_RFC_6962_says(Grown grown) => ShouldBeAsInTheTextbook(grown.At, grown.Size);

    [Theory]
    [InlineData(1, 65_535)]
    [InlineData(65_535, 65_536)]
    [InlineData(65_281, 65_537)]
    [InlineData(65_537, 65_537)]
    [InlineData(32_768, 65_900)]
    [InlineData(65_536, 65_900)]
    public void It_is_so_in_trees_of_more_than_two_levels_of_tiles_too(int at, int size) => ShouldBeAsInTheTextbook(at, size);

    [Property]
    public void A_tree_that_grows_in_steps_has_the_hashes_of_one_that_grew_at_once(Grown grown)
    {
        var inSteps = StoredTree.Of(0, grown.At, grown.At, grown.Size);
        var root = MerkleTree.Root(grown.Size);
        root.Fold(inSteps.Read).ShouldBe(root.Fold(StoredTree.Of(grown.Size).Read));
        inSteps.Stored(1).ShouldBe(grown.Size / 256);
    }

    [Property]
    public void A_proof_from_a_larger_tree_s_storage_is_that_of_the_smaller_tree(Grown grown)
    {
        var proof = MerkleTree.InclusionProof((grown.At + 1) / 2, grown.At)!;
        proof.Fold(StoredTree.Of(grown.Size).Read).ShouldBe(proof.Fold(StoredTree.Of(grown.At).Read));
    }

    [Theory]
    [InlineData(255, 0)]
    [InlineData(256, 1)]
    [InlineData(511, 0)]
    [InlineData(512, 1)]
    [InlineData(65_535, 0)]
    [InlineData(65_536, 2)]
    public void A_tile_is_complete_with_its_256th_hash_and_its_parents_come_after_it(int size, int completed)
    {
        var before = StoredTree.Of(size - 1);
        var tree = GrowingTree.At(size - 1, MerkleTree.Complete(size - 1).Fold(before.Read));

        var added = tree.Add(StoredTree.Leaves(size)[^1]);

        added
            .Select(hash => (hash.Level, hash.Index))
            .ShouldBe(Enumerable.Range(1, completed).Select(level => (level, (long)(size >> (8 * level)) - 1)));
    }

    [Fact]
    public void A_tree_of_which_hashes_are_lost_counts_its_leaves_and_completes_nothing()
    {
        var tree = GrowingTree.Lost(255);

        tree.Add(StoredTree.Leaves(256)[^1]).ShouldBeEmpty();

        tree.Size.ShouldBe(256);
        tree.Root.ShouldBeNull();
        GrowingTree.At(3, [TreeHash.Nothing]).IsLost.ShouldBeTrue();
    }

    private static void ShouldBeAsInTheTextbook(int at, int size)
    {
        var leaves = StoredTree.Leaves(size);
        var stored = StoredTree.Of(size);
        MerkleTree.Root(size).Fold(stored.Read).ShouldBe([TextbookTree.Root(leaves)]);
        MerkleTree.InclusionProof(at, size)!.Fold(stored.Read).ShouldBe(TextbookTree.Path(at - 1, leaves));
        MerkleTree.ConsistencyProof(at, size)!.Fold(stored.Read).ShouldBe(TextbookTree.Proof(at, leaves));
    }
}
