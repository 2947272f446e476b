using System.Collections.Frozen;

namespace ClinicNotes.Infrastructure.Signatures;

/// <summary>Which chunk may stand where, and which but once (PNG specification, third edition, section 5.6, table 7).</summary>
internal sealed class PngChunkOrder
{
    private enum Place
    {
        Anywhere,
        BeforeImage,
        BeforePaletteAndImage,
        AfterPaletteBeforeImage,
    }

    private static readonly FrozenDictionary<string, Place> Places = new (string Types, Place Place)[]
    {
        ("cHRM cICP cLLI gAMA iCCP mDCV sBIT sRGB", Place.BeforePaletteAndImage),
        ("bKGD hIST tRNS", Place.AfterPaletteBeforeImage),
        ("pHYs sPLT", Place.BeforeImage),
        // eXIf could follow the image until the third edition, and programs still write it there.
        ("eXIf tIME", Place.Anywhere),
    }
        .SelectMany(row => row.Types.Split(' ').Select(type => (type, row.Place)))
        .ToFrozenDictionary(rule => rule.type, rule => rule.Place);

    // A signature is one still image. An animation shows several, and a reader of still images would leave all but one of them unread.
    private static readonly FrozenSet<string> OfAnimation = ["acTL", "fcTL", "fdAT"];

    private readonly HashSet<string> _seen = [];
    private string? _last;
    private bool _paletteIsTooLate;

    /// <summary>Whether the chunks so far can be a whole file.</summary>
    public bool IsComplete => _last == "IEND";

    /// <summary>Whether the next chunk of a file may stand here; to be asked for each chunk, in the order of the file.</summary>
    public bool Allows(PngChunk chunk)
    {
        var allowed =
            (chunk.Type == "IHDR") == (_last is null)
            && !IsComplete
            && (chunk.IsCritical ? AllowsCritical(chunk.Type) : AllowsAncillary(chunk.Type));
        _last = chunk.Type;
        return allowed;
    }

    private bool AllowsCritical(string type)
    {
        var again = !_seen.Add(type);
        return type switch
        {
            "IHDR" => true,
            "PLTE" => !again && !_paletteIsTooLate && !_seen.Contains("IDAT"),
            "IDAT" => !again || _last == "IDAT",
            "IEND" => _seen.Contains("IDAT"),
            _ => false,
        };
    }

    private bool AllowsAncillary(string type)
    {
        if (!Places.TryGetValue(type, out var place))
            return !OfAnimation.Contains(type);

        var again = !_seen.Add(type);
        _paletteIsTooLate |= place == Place.AfterPaletteBeforeImage;
        return (!again || type == "sPLT")
            && (place == Place.Anywhere || !_seen.Contains("IDAT"))
            && (place != Place.BeforePaletteAndImage || !_seen.Contains("PLTE"));
    }
}
