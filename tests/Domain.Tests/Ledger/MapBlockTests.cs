using ClinicNotes.Domain.Ledger;
using FsCheck.Xunit;

namespace ClinicNotes.Domain.Tests.Ledger;

[Properties(Arbitrary = [typeof(NotesInMap)])]
public class MapBlockTests
{
    [Property]
    public async Task A_block_is_the_same_after_it_was_stored(NoteInMap[][] batches)
    {
        var update = await NoteMap.Update(batches.SelectMany(batch => batch), NoBlocks);
        foreach (var block in update.Changed.Values)
        {
            var read = MapBlockBytes.Read(MapBlockBytes.Of(block));
            read.ShouldBe(block);
            read!.Hash.ShouldBe(block.Hash);
        }
    }

    [Property]
    public async Task A_block_below_the_root_holds_two_notes_or_more(NoteInMap[][] batches)
    {
        var update = await NoteMap.Update(batches.SelectMany(batch => batch), NoBlocks);
        update
            .Changed.Where(changed => changed.Key.Length > 0)
            .ShouldAllBe(changed =>
                changed.Value.Children.Count(child => !child.IsNothing) > 1 || changed.Value.Children.Any(child => child.IsBlock)
            );
    }

    [Fact]
    public async Task A_block_of_one_note_is_stored_as_these_bytes()
    {
        var note = new NoteInMap(258, 3, TreeHash.OfEmptyTree);
        var update = await NoteMap.Update([note], NoBlocks);
        var bits = 1 << note.Key.Nibble(0);
        byte[] expected =
        [
            .. new byte[] { (byte)(bits >> 8), (byte)bits, 0, 0 },
            .. new byte[] { 0, 0, 0, 0, 0, 0, 1, 2 },
            .. new byte[] { 0, 0, 0, 0, 0, 0, 0, 3 },
            .. TreeHash.OfEmptyTree.ToArray(),
        ];
        MapBlockBytes.Of(update.Changed[""]).ShouldBe(expected);
    }

    [Property]
    public async Task Every_note_lies_in_its_place_and_every_deeper_block_is_named_with_its_hash(NoteInMap[][] batches)
    {
        var blocks = (await NoteMap.Of(batches.SelectMany(batch => batch))).Changed;
        foreach (var (path, block) in blocks)
        {
            block.HasNotesInPlace(path).ShouldBeTrue();
            block.Deeper(path).ShouldBe(blocks.Where(IsBelow).Select(deeper => (deeper.Key, deeper.Value.Hash)), ignoreOrder: true);

            bool IsBelow(KeyValuePair<string, MapBlock> other) =>
                other.Key.Length == path.Length + 1 && other.Key.StartsWith(path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_note_that_was_moved_beside_no_other_is_found_although_the_hash_is_the_same()
    {
        var note = new NoteInMap(258, 3, TreeHash.OfEmptyTree);
        var block = (await NoteMap.Of([note])).Changed[""];
        var bytes = MapBlockBytes.Of(block);
        for (var nibble = 0; nibble < MapBlock.Width; nibble++)
        {
            (bytes[0], bytes[1]) = ((byte)(1 << nibble >> 8), (byte)(1 << nibble));
            var moved = MapBlockBytes.Read(bytes)!;
            moved.Hash.ShouldBe(block.Hash);
            moved.HasNotesInPlace("").ShouldBe(nibble == note.Key.Nibble(0));
        }
    }

    [Fact]
    public void The_empty_block_is_stored_as_four_zero_bytes() => MapBlockBytes.Of(MapBlock.Empty).ShouldBe(new byte[4]);

    [Fact]
    public void Bytes_that_are_no_block_are_not_read_as_one()
    {
        MapBlockBytes.Read([]).ShouldBeNull();
        MapBlockBytes.Read([0, 0, 0]).ShouldBeNull();
        MapBlockBytes.Read([0, 0, 0, 0, 0]).ShouldBeNull();
        MapBlockBytes.Read([0, 1, 0, 1, .. new byte[80]]).ShouldBeNull("a child is a note or a block");
        MapBlockBytes.Read([0, 1, 0, 0, .. new byte[47]]).ShouldBeNull();
    }

    private static ValueTask<IReadOnlyDictionary<string, MapBlock>> NoBlocks(IReadOnlyList<string> paths) =>
        new(new Dictionary<string, MapBlock>());
}
