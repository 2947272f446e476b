using ClinicNotes.Domain.Ledger;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(MerkleTreeProperties)])]
public class ProofProperties
{
    [Property]
    public void An_inclusion_proof_holds_for_what_it_proves_and_nothing_else(MerkleTreeProperties.Grown grown)
    {
        var (at, size) = grown;
        var (leaf, root) = (StoredTree.Leaves(size)[at - 1], TextbookTree.Root(StoredTree.Leaves(size)));
        var proof = TextbookTree.Path(at - 1, StoredTree.Leaves(size));

        InclusionProof.Holds(leaf, at, size, proof, root).ShouldBeTrue();
        InclusionProof.Holds(Altered.Bit(leaf), at, size, proof, root).ShouldBeFalse();
        InclusionProof.Holds(leaf, at, size, proof, Altered.Bit(root)).ShouldBeFalse();
        InclusionProof.Holds(leaf, at - 1, size, proof, root).ShouldBeFalse();
        InclusionProof.Holds(leaf, at + 1, size, proof, root).ShouldBeFalse();
        InclusionProof.Holds(leaf, at, 4 * size, proof, root).ShouldBeFalse();
        Altered.Each(proof).Any(altered => InclusionProof.Holds(leaf, at, size, altered, root)).ShouldBeFalse();
    }

    [Property]
    public void A_consistency_proof_holds_for_what_it_proves_and_nothing_else(MerkleTreeProperties.Grown grown)
    {
        var (from, size) = grown;
        var (fromRoot, root) = (TextbookTree.Root(StoredTree.Leaves(from)), TextbookTree.Root(StoredTree.Leaves(size)));
        var proof = TextbookTree.Proof(from, StoredTree.Leaves(size));

        ConsistencyProof.Holds(from, fromRoot, size, root, proof).ShouldBeTrue();
        ConsistencyProof.Holds(from, Altered.Bit(fromRoot), size, root, proof).ShouldBeFalse();
        ConsistencyProof.Holds(from, fromRoot, size, Altered.Bit(root), proof).ShouldBeFalse();
        ConsistencyProof.Holds(from - 1, fromRoot, size, root, proof).ShouldBeFalse();
        ConsistencyProof.Holds(from, fromRoot, 4 * size, root, proof).ShouldBeFalse();
        Altered.Each(proof).Any(altered => ConsistencyProof.Holds(from, fromRoot, size, root, altered)).ShouldBeFalse();
    }

    [Fact]
    public void Every_tree_is_consistent_with_the_empty_one()
    {
        var root = TextbookTree.Root(StoredTree.Leaves(5));
        ConsistencyProof.Holds(0, TreeHash.OfEmptyTree, 5, root, []).ShouldBeTrue();
        ConsistencyProof.Holds(0, TreeHash.OfEmptyTree, 0, TreeHash.OfEmptyTree, []).ShouldBeTrue();
        ConsistencyProof.Holds(0, TreeHash.Nothing, 5, root, []).ShouldBeFalse();
        ConsistencyProof.Holds(0, TreeHash.OfEmptyTree, 5, root, [root]).ShouldBeFalse();
        MerkleTree.ConsistencyProof(0, 5)!.Needs.ShouldBeEmpty();
    }

    [Fact]
    public void No_proof_holds_outside_of_a_tree()
    {
        InclusionProof.Holds(TreeHash.OfEmptyTree, 0, 0, [], TreeHash.OfEmptyTree).ShouldBeFalse();
        InclusionProof.Holds(TreeHash.OfEmptyTree, 1, 0, [], TreeHash.OfEmptyTree).ShouldBeFalse();
        ConsistencyProof.Holds(-1, TreeHash.OfEmptyTree, 5, TreeHash.OfEmptyTree, []).ShouldBeFalse();
        ConsistencyProof.Holds(6, TreeHash.OfEmptyTree, 5, TreeHash.OfEmptyTree, []).ShouldBeFalse();
    }
}
