using System.Text;
using ClinicNotes.Domain.Ledger;
using static ClinicNotes.Domain.Tests.Ledger.NotesInMap;

namespace ClinicNotes.Domain.Tests.Ledger;

public class NoteMapTests
{
    [Fact]
    public void A_map_leaf_is_the_hash_of_these_bytes() =>
        new NoteInMap(46, 3, TreeHash.Nothing)
            .MapLeaf()
            .ShouldBe(TreeHash.OfLeaf(Encoding.UTF8.GetBytes($$"""{"events":3,"last":"{{TreeHash.Nothing.Hex}}","session_note_id":46}""")));

    [Fact]
    public void A_key_is_the_hash_of_the_id_in_eight_bytes_and_its_bits_come_from_the_left()
    {
        var key = new NoteInMap(258, 1, TreeHash.Nothing).Key;
        key.Hash.ShouldBe(TreeHash.Sha256([0, 0, 0, 0, 0, 0, 1, 2]));
        string.Concat(Enumerable.Range(0, 64).Select(depth => $"{key.Nibble(depth):x}")).ShouldBe(key.Hash.Hex);
        string.Concat(Enumerable.Range(0, 4).Select(depth => key.IsRight(depth) ? 1 : 0)).ShouldBe($"{key.Nibble(0):b4}");
    }

    [Fact]
    public async Task The_root_of_no_notes_is_nothing_and_of_one_note_its_map_leaf()
    {
        var map = await StoredMap.Of([
            [],
        ]);
        map.Root.ShouldBe(TreeHash.Nothing);
        (await map.Prove(1)).ShouldBeNull();

        var note = new NoteInMap(1, 2, TreeHash.OfEmptyTree);
        await map.Put([note]);
        map.Root.ShouldBe(note.MapLeaf());
        (await map.Prove(1))!.Siblings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_note_named_twice_the_last_counts()
    {
        var map = await StoredMap.Of([
            [new(1, 1, TreeHash.OfEmptyTree), new(1, 2, TreeHash.OfEmptyTree)],
        ]);
        map.Root.ShouldBe(new NoteInMap(1, 2, TreeHash.OfEmptyTree).MapLeaf());
    }

    [Fact]
    public async Task Many_notes_are_put_into_a_large_map_with_few_reads()
    {
        var map = await StoredMap.Of([Numbered(1, 20_000)]);
        await map.Put(Numbered(19_000, 3_000));
        map.Calls.ShouldBeLessThan(10);
        map.Root.ShouldBe(TextbookMap.Root(map.Notes));
    }

    [Fact]
    public async Task One_note_more_changes_few_blocks()
    {
        var map = await StoredMap.Of([Numbered(1, 20_000)]);
        var update = await map.Put(Numbered(30_000, 1));
        update.Changed.Count.ShouldBeLessThan(7);
        update.Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_stored_block_that_is_missing_is_no_empty_block()
    {
        var whole = await NoteMap.Update(Numbered(1, 100), Nothing);
        await Should.ThrowAsync<KeyNotFoundException>(async () => await NoteMap.Update(Numbered(1, 100), OnlyTheRoot));

        ValueTask<IReadOnlyDictionary<string, MapBlock>> Nothing(IReadOnlyList<string> paths) => new(new Dictionary<string, MapBlock>());
        ValueTask<IReadOnlyDictionary<string, MapBlock>> OnlyTheRoot(IReadOnlyList<string> paths) =>
            new(new Dictionary<string, MapBlock> { [""] = whole.Changed[""] });
    }
}
