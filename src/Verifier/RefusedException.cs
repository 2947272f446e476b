namespace ClinicNotes.Verifier;

/// <summary>Something in a pack is not as it must be. The message is the sentence that the auditor reads.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence)
{
    public static void Unless(bool holds, string sentence)
    {
        if (!holds)
            throw new RefusedException(sentence);
    }
}
