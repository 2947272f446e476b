namespace ClinicNotes.Application.Signatures;

/// <summary>A signature field as the caller gave it, before anybody judged it.</summary>
public sealed record GivenSignature
{
    private GivenSignature(GivenText text)
    {
        Text = text;
        Image = text.Value is { } dataUrl ? SignatureImage.FromDataUrl(dataUrl) : null;
    }

    public GivenText Text { get; }

    /// <summary>The image; <c>null</c> when none was given, or the text is no data URL of one.</summary>
    public SignatureImage? Image { get; }

    public static implicit operator GivenSignature(GivenText text) => new(text);
}
