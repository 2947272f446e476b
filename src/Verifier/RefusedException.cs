using System.Runtime.CompilerServices;

namespace ClinicNotes.Verifier;

/// <summary>Something in a pack is not as it must be. The message is the sentence that the auditor reads.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence)
{
    public static void Unless(bool holds, string sentence)
    {
        if (!holds)
            throw new RefusedException(sentence);
    }

    public static void Unless(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref Sentence sentence)
    {
        if (!holds)
            throw new RefusedException(sentence.ToStringAndClear());
    }

    /// <summary>Put together only for what does not hold: to do it for each of many checks would take longer than the checks.</summary>
    [InterpolatedStringHandler]
    public ref struct Sentence
    {
        private DefaultInterpolatedStringHandler _text;

        public Sentence(int literalLength, int formattedCount, bool holds, out bool isWanted)
        {
            isWanted = !holds;
            _text = isWanted ? new(literalLength, formattedCount) : default;
        }

        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public string ToStringAndClear() => _text.ToStringAndClear();
    }
}
