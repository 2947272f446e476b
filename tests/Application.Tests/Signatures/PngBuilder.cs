using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace ClinicNotes.Application.Tests.Signatures;

/// <summary>Makes PNG files, right ones and wrong ones, chunk by chunk.</summary>
internal static class PngBuilder
{
    public static readonly byte[] Iend = Chunk("IEND");

    /// <summary>Every colour type with each of its bit depths.</summary>
    public static readonly (int Colour, int Depth)[] Formats =
    [
        (0, 1),
        (0, 2),
        (0, 4),
        (0, 8),
        (0, 16),
        (2, 8),
        (2, 16),
        (3, 1),
        (3, 2),
        (3, 4),
        (3, 8),
        (4, 8),
        (4, 16),
        (6, 8),
        (6, 16),
    ];

    public static byte[] File(params byte[][] chunks) => [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Chunk(string type, params ReadOnlySpan<byte> data)
    {
        byte[] covered = [.. Encoding.Latin1.GetBytes(type), .. data];
        return [.. BigEndian((uint)data.Length), .. covered, .. BigEndian(Crc32.HashToUInt32(covered))];
    }

    public static byte[] Ihdr(
        uint width,
        uint height,
        int depth = 8,
        int colour = 0,
        int compression = 0,
        int filter = 0,
        int interlace = 0
    )
    {
        byte[] format = [(byte)depth, (byte)colour, (byte)compression, (byte)filter, (byte)interlace];
        return Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), .. format]);
    }

    public static byte[] Plte(int entries) => Chunk("PLTE", new byte[entries * 3]);

    /// <summary>A greyscale file of 3 by 2 pixels, with room for chunks before and after its image data.</summary>
    public static byte[] Small(byte[][]? before = null, byte[][]? after = null) =>
        File([Ihdr(3, 2), .. before ?? [], Chunk("IDAT", Zlib(0, 1, 2, 3, 0, 4, 5, 6)), .. after ?? [], Iend]);

    /// <summary>A whole file of any format: its rows have each filter type in turn, its pixels are noise unless it is large.</summary>
    public static byte[] Image(int width, int height, int colour, int depth, bool interlaced)
    {
        var noise = width < 100 ? new Random(width * height + depth) : null;
        byte[][] palette = colour == 3 ? [Plte(1 << depth)] : [];
        var data = Zlib(stream =>
        {
            foreach (var rowLength in RowLengths(width, height, colour, depth, interlaced).Index())
            {
                var row = new byte[1 + rowLength.Item];
                noise?.NextBytes(row);
                row[0] = (byte)(rowLength.Index % 5);
                stream.Write(row);
            }
        });
        return File([Ihdr((uint)width, (uint)height, depth, colour, interlace: interlaced ? 1 : 0), .. palette, Chunk("IDAT", data), Iend]);
    }

    /// <summary>How many bytes each row has after its filter type, pass by pass.</summary>
    public static IEnumerable<int> RowLengths(int width, int height, int colour, int depth, bool interlaced)
    {
        var bitsPerPixel =
            depth
            * colour switch
            {
                2 => 3,
                4 => 2,
                6 => 4,
                _ => 1,
            };
        return from pass in Pixels(width, height, interlaced) from row in pass select (row.Length * bitsPerPixel + 7) / 8;
    }

    /// <summary>Which pixels are sent, pass by pass and row by row: each looked up in the pattern of 8 by 8 in the standard.</summary>
    public static IEnumerable<(int X, int Y)[][]> Pixels(int width, int height, bool interlaced)
    {
        string[] adam7 = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];
        return from pass in interlaced ? "1234567" : "*"
            select (
                from y in Enumerable.Range(0, height)
                let columns = Enumerable.Range(0, width).Where(x => pass == '*' || adam7[y % 8][x % 8] == pass)
                where columns.Any()
                select columns.Select(x => (x, y)).ToArray()
            ).ToArray();
    }

    public static byte[] Zlib(params byte[] bytes) => Zlib(stream => stream.Write(bytes));

    public static byte[] Zlib(Action<Stream> write)
    {
        using var zlib = new MemoryStream();
        using (var deflate = new ZLibStream(zlib, CompressionLevel.Fastest, leaveOpen: true))
            write(deflate);

        // Given nothing to write, .NET writes nothing: not even the stream that holds nothing.
        return zlib.Length > 0 ? zlib.ToArray() : [0x78, 0x01, 0x03, 0, 0, 0, 0, 1];
    }

    public static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
