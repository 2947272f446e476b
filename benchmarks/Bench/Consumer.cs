namespace ClinicNotes.Bench;

/// <summary>Somebody who is fed.</summary>
internal interface IConsumer : IDisposable
{
    /// <summary>Waits until what is up to a position has come.</summary>
    Task Has(long position);
}

/// <summary>There is nobody.</summary>
internal sealed class Nobody : IConsumer
{
    public Task Has(long position) => Task.CompletedTask;

    public void Dispose() { }
}
