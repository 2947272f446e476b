using System.Buffers.Binary;
using System.Net;
using ClinicNotes.Domain.Webhooks;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Webhooks;

/// <summary>The guard against IANA's table, written down a second time: first address, last address, and whether it is globally reachable.</summary>
public class PublicAddressProperties
{
    private static readonly (string First, string Last)[] NotReachable =
    [
        ("0.0.0.0", "0.255.255.255"),
        ("10.0.0.0", "10.255.255.255"),
        ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"),
        ("169.254.0.0", "169.254.255.255"),
        ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.255"),
        ("192.0.2.0", "192.0.2.255"),
        ("192.88.99.0", "192.88.99.255"),
        ("192.168.0.0", "192.168.255.255"),
        ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"),
        ("224.0.0.0", "255.255.255.255"),
    ];

    [Property(MaxTest = 1_000)]
    public void An_address_is_public_unless_it_lies_in_a_block_of_the_table(uint number) =>
        PublicAddress.Is(Address(number)).ShouldBe(IsReachable(number));

    [Fact]
    public void The_first_and_last_address_of_each_block_are_not_public_and_those_beside_it_are()
    {
        foreach (var (first, last) in NotReachable)
        {
            PublicAddress.Is(IPAddress.Parse(first)).ShouldBeFalse(first);
            PublicAddress.Is(IPAddress.Parse(last)).ShouldBeFalse(last);
            foreach (var beside in new[] { Number(first) - 1, Number(last) + 1 })
                PublicAddress.Is(Address(beside)).ShouldBe(IsReachable(beside), Address(beside).ToString());
        }
    }

    [Property(MaxTest = 1_000)]
    public void However_an_address_is_spelled_it_is_judged_as_what_it_is(uint number)
    {
        foreach (var spelling in Spellings(number))
            (WebhookTarget.FaultOf($"https://{spelling}/", AllowedTargets.None) is null).ShouldBe(IsReachable(number), spelling);
    }

    [Property(MaxTest = 1_000)]
    public void An_address_in_a_block_is_refused_in_every_spelling_and_every_wrapping(byte block, uint offset)
    {
        var (first, last) = NotReachable[block % NotReachable.Length];
        var number = Number(first) + (uint)(offset % ((ulong)Number(last) - Number(first) + 1));
        foreach (var spelling in Spellings(number).Concat(Wrapped(number)))
            WebhookTarget.FaultOf($"https://{spelling}/", AllowedTargets.None).ShouldBe(WebhookTarget.NotPublic, spelling);
    }

    [Property]
    public void What_wraps_an_address_is_refused_but_for_a_translator_that_leads_to_a_public_one(uint number)
    {
        var (high, low) = (number >> 16, number & 0xffff);
        foreach (
            var wrapped in new[]
            {
                $"::ffff:{high:x}:{low:x}",
                $"2002:{high:x}:{low:x}::1",
                $"2001::{high:x}:{low:x}",
                $"::{high:x}:{low:x}",
            }
        )
            PublicAddress.Is(IPAddress.Parse(wrapped)).ShouldBeFalse(wrapped);
        PublicAddress.Is(IPAddress.Parse($"64:ff9b::{high:x}:{low:x}")).ShouldBe(IsReachable(number));
        PublicAddress.Is(IPAddress.Parse($"64:ff9b:1::{high:x}:{low:x}")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("100::1")]
    [InlineData("2001:1::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void A_special_address_of_IPv6_is_not_public(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2003::1")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("3ffe:ffff::1")]
    public void Others_are(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    private static IEnumerable<string> Spellings(uint number)
    {
        var (a, b, c, d) = (number >> 24, (number >> 16) & 255, (number >> 8) & 255, number & 255);
        var octal = Convert.ToString(number, 8);
        string[] spellings =
        [
            $"{a}.{b}.{c}.{d}",
            $"{number}",
            $"0x{number:x}",
            $"0X{number:X8}",
            $"0{octal}",
            $"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
            $"{a}.{number & 0xffffff}",
            $"{a}.{b}.{number & 0xffff}",
            $"0{Convert.ToString(a, 8)}.{b}.0x{c:x}.{d}",
        ];
        return spellings.Concat(spellings.Select(spelling => spelling + "."));
    }

    private static IEnumerable<string> Wrapped(uint number)
    {
        var (dotted, high, low) = (Address(number), number >> 16, number & 0xffff);
        return
        [
            $"[::ffff:{dotted}]",
            $"[::ffff:{high:x}:{low:x}]",
            $"[0:0:0:0:0:FFFF:{high:X4}:{low:X4}]",
            $"[::{dotted}]",
            $"[64:ff9b::{dotted}]",
            $"[64:ff9b:1::{dotted}]",
            $"[2002:{high:x}:{low:x}::]",
        ];
    }

    private static bool IsReachable(uint number) =>
        !NotReachable.Any(block => number >= Number(block.First) && number <= Number(block.Last));

    private static uint Number(string address) => BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(address).GetAddressBytes());

    private static IPAddress Address(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
