using Npgsql;

namespace ClinicNotes.Infrastructure.Storage;

/// <summary>The role that owns the tables and applies the schema: that of <c>ConnectionStrings:Migrations</c>, or else the service's own.</summary>
internal sealed record SchemaOwner(Func<NpgsqlDataSource> Connect);
