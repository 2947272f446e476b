using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Infrastructure.Reads;
using FsCheck.Xunit;
using NodaTime;

namespace ClinicNotes.Application.Tests.Reads;

public class ReadGroupProperties
{
    [Property]
    public void Every_read_is_in_one_event_of_its_reader_in_the_order_in_which_they_came((byte User, bool Audits)[] readers, byte times)
    {
        var reads = Enumerable
            .Range(0, times)
            .SelectMany(_ => readers)
            .Select((reader, i) => new WaitingRead("1", reader.User % 3, reader.Audits ? Role.Auditor : Role.Provider, Read(i), null))
            .ToList();

        var groups = ReadGroup.Of(reads);

        groups.ShouldAllBe(group => group.Reads.Count >= 1 && group.Reads.Count <= ReadGroup.Largest);
        groups.Select(group => group.Key.Stream).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        foreach (var reader in reads.GroupBy(read => (read.ReadBy, read.ReadAs)))
        {
            var recorded = groups.Where(group => (group.ReadBy, group.ReadAs) == reader.Key).ToList();
            recorded.ShouldAllBe(group => group.Key.Clinic == "1" && group.Key.Stream == $"reads-{reader.Key.ReadBy}");
            recorded.SelectMany(group => group.Reads).ShouldBe(reader.Select(read => read.Read));
        }

        groups.Sum(group => group.Reads.Count).ShouldBe(reads.Count);
    }

    private static Read Read(int number) => new(ReadKind.History, number, [number], Instant.MinValue, null, "request");
}
