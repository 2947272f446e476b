using ClinicNotes.Application;
using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>Public ids from PostgreSQL sequences, taken in blocks so that most cost no round trip.</summary>
internal sealed class PublicIds(NpgsqlDataSource database) : IPublicIds, IDisposable
{
    private readonly IdSequence addendums = new(database, "addendum_id");
    private readonly IdSequence signOffs = new(database, "sign_off_id");
    private readonly IdSequence tokens = new(database, "token_id");

    public ValueTask<long> NextAddendumId(CancellationToken cancellation) => addendums.Next(cancellation);

    public ValueTask<long> NextSignOffId(CancellationToken cancellation) => signOffs.Next(cancellation);

    public ValueTask<long> NextTokenId(CancellationToken cancellation) => tokens.Next(cancellation);

    public void Dispose()
    {
        addendums.Dispose();
        signOffs.Dispose();
        tokens.Dispose();
    }
}
