using FluentValidation;

namespace ClinicNotes.Application.Signatures;

/// <summary>The rules of signature fields.</summary>
public static class SignatureRules
{
    public static void MustBeSignature<T>(this IRuleBuilderInitial<T, GivenText> rule, string field, IPngDecoder decoder) =>
        rule.Refuse(field, text => Fault(text, decoder) ?? text.FaultIfMissing());

    public static void MayBeSignature<T>(this IRuleBuilderInitial<T, GivenText> rule, string field, IPngDecoder decoder) =>
        rule.Refuse(field, text => Fault(text, decoder));

    /// <summary>The image of a signature field that has passed these rules; <c>null</c> when none was given.</summary>
    public static SignatureImage? ImageOf(GivenText text) => text.Value is { } dataUrl ? SignatureImage.FromDataUrl(dataUrl) : null;

    private static string? Fault(GivenText text, IPngDecoder decoder)
    {
        if (text.Value is not { } dataUrl)
            return text.Kind == GivenKind.Missing ? null : FieldRules.InvalidFormat;
        if (text.IsBlank())
            return FieldRules.Blank;

        return SignatureImage.FromDataUrl(dataUrl) is { } image && decoder.DecodesWhole(image.File) ? null : FieldRules.InvalidFormat;
    }
}
