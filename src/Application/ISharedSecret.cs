namespace ClinicNotes.Application;

/// <summary>A secret that all services on a database have, and nobody else.</summary>
public interface ISharedSecret
{
    /// <summary>A key for a purpose, 32 bytes: the same in all services, and no help in finding that of another purpose.</summary>
    byte[] Key(string purpose);
}
