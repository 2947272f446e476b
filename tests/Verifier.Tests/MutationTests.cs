using System.Text;
using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

/// <summary>A thousand packs, each changed in one way that chance chose: none is taken for right.</summary>
public class MutationTests
{
    private const int Each = 125;

    private static readonly (string Name, Func<Pack, Random, byte[]> Change)[] Changes =
    [
        ("a byte changed", (pack, chance) => WithByte(pack, chance)),
        ("a line deleted", (pack, chance) => pack.With(p => p.Lines.RemoveAt(chance.Next(p.Lines.Count))).Bytes),
        ("a line repeated", (pack, chance) => pack.With(p => p.Lines.Insert(chance.Next(p.Lines.Count + 1), Any(p, chance))).Bytes),
        ("lines swapped", Swapped),
        ("the end cut off", (pack, chance) => pack.Bytes[..chance.Next(pack.Bytes.Length)]),
        ("bytes put in", WithBytes),
        ("a member of another line", WithMemberOfAnotherLine),
        ("a digit changed in an entry", WithDigit),
    ];

    public static TheoryData<string> Names => [.. Changes.Select(change => change.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_one_of_many_changed_packs_is_found(string name)
    {
        var chance = new Random(20_260_301);
        var change = Changes.Single(c => c.Name == name).Change;
        for (var time = 0; time < Each; time++)
        {
            var changed = change(time % 2 == 0 ? Story.NotePack : Story.LedgerPack, chance);
            var faults = Verified.Of(changed, time % 3 == 0 ? Story.Key : null);
            faults.ShouldNotBeEmpty($"{name}, time {time}: {Encoding.UTF8.GetString(changed)}");
            faults.ShouldAllBe(fault => fault.EndsWith('.'));
        }
    }

    [Fact]
    public void They_are_a_thousand() => (Changes.Length * Each).ShouldBe(1_000);

    private static byte[] WithByte(Pack pack, Random chance)
    {
        var bytes = pack.Bytes;
        var at = chance.Next(bytes.Length);
        bytes[at] ^= (byte)(1 << chance.Next(8));
        return bytes;
    }

    private static byte[] WithBytes(Pack pack, Random chance)
    {
        var bytes = pack.Bytes;
        var at = chance.Next(bytes.Length);
        return [.. bytes[..at], (byte)chance.Next('!', 127), .. bytes[at..]];
    }

    private static byte[] Swapped(Pack pack, Random chance)
    {
        var first = chance.Next(pack.Lines.Count - 1);
        var second = chance.Next(first + 1, pack.Lines.Count);
        return pack.With(p => (p.Lines[first], p.Lines[second]) = (p.Lines[second], p.Lines[first])).Bytes;
    }

    private static byte[] WithMemberOfAnotherLine(Pack pack, Random chance)
    {
        while (true)
        {
            var (line, other) = (chance.Next(pack.Lines.Count), Any(pack, chance));
            var member = Any(pack, chance).Keys.ElementAt(chance.Next(6));
            if (Json.Text(pack.Lines[line][member]) != Json.Text(other[member]))
                return pack.With(p => p.Lines[line][member] = other[member]).Bytes;
        }
    }

    private static byte[] WithDigit(Pack pack, Random chance) =>
        pack.With(p =>
        {
            var line = Any(p, chance);
            var entry = ((string)line["entry"]!).ToCharArray();
            var digits = Enumerable.Range(0, entry.Length).Where(at => char.IsAsciiDigit(entry[at])).ToArray();
            var at = digits[chance.Next(digits.Length)];
            entry[at] = (char)('0' + (entry[at] - '0' + chance.Next(1, 10)) % 10);
            line["entry"] = new string(entry);
        }).Bytes;

    private static OrderedDictionary<string, object?> Any(Pack pack, Random chance) => pack.Lines[chance.Next(pack.Lines.Count)];
}
