namespace ClinicNotes.Application.Signatures;

/// <summary>Says whether an image is a signature that any reader will see whole.</summary>
public interface IPngDecoder
{
    /// <summary>
    /// True when its file is one still PNG (PNG specification, third edition) of 1 to 2,000 by 1 to 2,000 pixels, in which every
    /// checksum is right, every chunk is known or may be ignored and stands where it may stand, every pixel decodes, and nothing follows.
    /// Any file may be given; the memory and time it takes do not depend on what the file claims or inflates to.
    /// </summary>
    bool DecodesWhole(SignatureImage image);
}
