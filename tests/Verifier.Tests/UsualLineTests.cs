using System.Text;
using ClinicNotes.Verifier.Tests.Model;

namespace ClinicNotes.Verifier.Tests;

public class UsualLineTests
{
    private static readonly byte[][] Lines =
    [
        .. Encoding.UTF8.GetString(Story.LedgerPack.Bytes).TrimEnd('\n').Split('\n').Skip(1).Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Most_lines_are_read_in_one_pass() =>
        Lines.Count(line => new EventLine().TryReadUsual(line)).ShouldBeGreaterThan(Lines.Length / 2);

    [Fact]
    public void What_is_read_in_one_pass_is_what_a_reader_of_any_JSON_reads_however_a_line_was_changed()
    {
        var taken = 0;
        foreach (var line in Lines)
        {
            for (var at = 0; at < line.Length; at++)
            {
                foreach (var other in "\"\\nu/{,\0 é\u0080"u8)
                {
                    var changed = line.ToArray();
                    changed[at] = other;
                    taken += IsReadAlike(changed) ? 1 : 0;
                }

                IsReadAlike(line[..at]).ShouldBeFalse();
            }
        }

        taken.ShouldBeGreaterThan(0);
    }

    private static bool IsReadAlike(byte[] line)
    {
        var (usual, any) = (new EventLine(), new EventLine());
        if (!usual.TryReadUsual(line))
            return false;

        PackLine.Read(line, any.Read);
        usual.Leaf.SequenceEqual(any.Leaf).ShouldBeTrue();
        usual.SaltedBody.SequenceEqual(any.SaltedBody).ShouldBeTrue();
        (usual.HasImage, usual.ImageSalt, usual.Inclusion).ShouldBe((any.HasImage, any.ImageSalt, any.Inclusion));
        return true;
    }
}
