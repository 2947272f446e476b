using ClinicNotes.Application;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Public ids from PostgreSQL sequences, taken in blocks so that most cost no round trip.</summary>
internal sealed class PublicIds(NpgsqlDataSource database) : IPublicIds, IDisposable
{
    private readonly IdSequence _addendums = new(database, "addendum_id");
    private readonly IdSequence _signOffs = new(database, "sign_off_id");
    private readonly IdSequence _tokens = new(database, "token_id");
    private readonly IdSequence _webhooks = new(database, "webhook_id");

    public ValueTask<long> NextAddendumId(CancellationToken cancellation) => _addendums.Next(cancellation);

    public ValueTask<long> NextSignOffId(CancellationToken cancellation) => _signOffs.Next(cancellation);

    public ValueTask<long> NextTokenId(CancellationToken cancellation) => _tokens.Next(cancellation);

    public ValueTask<long> NextWebhookId(CancellationToken cancellation) => _webhooks.Next(cancellation);

    public void Dispose()
    {
        _addendums.Dispose();
        _signOffs.Dispose();
        _tokens.Dispose();
        _webhooks.Dispose();
    }
}
