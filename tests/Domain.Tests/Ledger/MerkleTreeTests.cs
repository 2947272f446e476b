using ClinicNotes.Domain.Ledger;
using static ClinicNotes.Domain.Tests.Ledger.CertificateTransparency;

namespace ClinicNotes.Domain.Tests.Ledger;

public class MerkleTreeTests
{
    private const long Million = 1_000_000;

    [Fact]
    public void The_roots_are_those_of_certificate_transparency()
    {
        for (var size = 1; size <= Leaves.Length; size++)
            MerkleTree.Root(size).Fold(Read).ShouldBe([Roots[size - 1]]);
    }

    [Fact]
    public void The_root_of_no_leaves_is_the_hash_of_nothing()
    {
        MerkleTree.Root(0).Needs.ShouldBeEmpty();
        MerkleTree.Root(0).Fold(Read).ShouldBe([TreeHash.OfEmptyTree]);
    }

    [Fact]
    public void The_inclusion_proofs_are_those_of_certificate_transparency()
    {
        MerkleTree.InclusionProof(1, 1)!.Fold(Read).ShouldBeEmpty();
        MerkleTree
            .InclusionProof(1, 8)!
            .Fold(Read)
            .ShouldBe(
                Hashes(
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
                )
            );
    }

    [Fact]
    public void The_consistency_proofs_are_those_of_certificate_transparency()
    {
        MerkleTree.ConsistencyProof(1, 1)!.Fold(Read).ShouldBeEmpty();
        MerkleTree
            .ConsistencyProof(6, 8)!
            .Fold(Read)
            .ShouldBe(
                Hashes(
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
                )
            );
    }

    [Fact]
    public void There_is_no_proof_of_what_is_not_in_the_tree()
    {
        MerkleTree.InclusionProof(0, 8).ShouldBeNull();
        MerkleTree.InclusionProof(9, 8).ShouldBeNull();
        MerkleTree.ConsistencyProof(9, 8).ShouldBeNull();
        MerkleTree.ConsistencyProof(-1, 8).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(524_288)]
    [InlineData(999_999)]
    [InlineData(Million)]
    public void A_proof_in_a_tree_of_a_million_leaves_needs_few_hashes(long at)
    {
        var plans = new[] { MerkleTree.Root(Million), MerkleTree.InclusionProof(at, Million)!, MerkleTree.ConsistencyProof(at, Million)! };
        foreach (var plan in plans)
        {
            plan.Needs.Sum(span => span.Count).ShouldBeLessThan(1_000);
            plan.Needs.Count.ShouldBeLessThan(50);
            plan.Needs.Distinct().Count().ShouldBe(plan.Needs.Count);
        }
    }

    private static TreeHash[] Read(HashSpan span) => Leaves[(int)span.First..(int)(span.First + span.Count)];
}
