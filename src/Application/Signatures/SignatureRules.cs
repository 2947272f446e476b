using FluentValidation;

namespace ClinicNotes.Application.Signatures;

/// <summary>The rules of signature fields.</summary>
public static class SignatureRules
{
    public static void MustBeSignature<T>(this IRuleBuilderInitial<T, GivenSignature> rule, string field, IPngDecoder decoder) =>
        rule.Refuse(field, signature => Fault(signature, decoder) ?? signature.Text.FaultIfMissing());

    public static void MayBeSignature<T>(this IRuleBuilderInitial<T, GivenSignature> rule, string field, IPngDecoder decoder) =>
        rule.Refuse(field, signature => Fault(signature, decoder));

    private static string? Fault(GivenSignature signature, IPngDecoder decoder)
    {
        if (signature.Text.Value is null)
            return signature.Text.Kind == GivenKind.Missing ? null : FieldRules.InvalidFormat;
        if (signature.Text.IsBlank())
            return FieldRules.Blank;

        return signature.Image is { } image && decoder.DecodesWhole(image) ? null : FieldRules.InvalidFormat;
    }
}
