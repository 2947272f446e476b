using System.Security.Cryptography;
using ClinicNotes.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(TreeHashTests)])]
public class TreeHashTests
{
    private static readonly byte[] Counting = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static Arbitrary<TreeHash> Hashes() =>
        ArbMap.Default.GeneratorFor<byte>().ArrayOf(32).Select(bytes => TreeHash.From(bytes)).ToArbitrary();

    [Property]
    public void A_hash_is_the_same_after_every_form_of_it(TreeHash hash)
    {
        TreeHash.From(hash.ToArray()).ShouldBe(hash);
        TreeHash.FromHex(hash.Hex).ShouldBe(hash);
        TreeHash.FromBase64(hash.Base64).ShouldBe(hash);
    }

    [Property]
    public void A_hash_with_one_bit_altered_is_another(TreeHash hash, NonNegativeInt bit) => Altered.Bit(hash, bit.Get).ShouldNotBe(hash);

    [Fact]
    public void The_bytes_of_a_hash_keep_their_order()
    {
        TreeHash.From(Counting).ToArray().ShouldBe(Counting);
        TreeHash.From(Counting).Hex.ShouldBe("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        TreeHash.From(Counting).Base64.ShouldBe("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    }

    [Fact]
    public void A_hash_is_made_of_32_bytes_only()
    {
        Should.Throw<ArgumentException>(() => TreeHash.From(Counting.AsSpan(1)));
        Should.Throw<ArgumentException>(() => TreeHash.From([.. Counting, 32]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("6E340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01g")]
    public void What_is_not_64_lower_case_hexadecimal_digits_is_no_hash(string hex) => TreeHash.FromHex(hex).ShouldBeNull();

    [Fact]
    public void The_hash_of_an_empty_tree_is_that_of_nothing()
    {
        TreeHash.OfEmptyTree.Hex.ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        TreeHash.Nothing.ToArray().ShouldBe(new byte[32]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(100_000)]
    public void A_leaf_of_any_length_is_hashed_with_a_zero_before_it(int length)
    {
        var entry = new byte[length];
        Array.Fill(entry, (byte)7);
        TreeHash.OfLeaf(entry).ToArray().ShouldBe(SHA256.HashData([0, .. entry]));
    }

    [Property]
    public void A_node_is_hashed_with_a_one_before_its_halves(TreeHash left, TreeHash right) =>
        TreeHash.OfNode(left, right).ToArray().ShouldBe(SHA256.HashData([1, .. left.ToArray(), .. right.ToArray()]));

    [Property]
    public void A_salted_digest_is_the_hash_of_the_salt_and_then_the_content(byte[] salt, byte[] content) =>
        SaltedDigest.Of(salt, content).ToArray().ShouldBe(SHA256.HashData([.. salt, .. content]));
}
