using ClinicNotes.Bench.Peers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

// What a team would write instead: tables of current state, the note looked up before each write, and an audit row beside it.

await using var database = NpgsqlDataSource.Create(Contract.ConnectionString);
var app = Contract.Build(
    args,
    builder =>
        builder.Services.AddDbContextPool<Clinic>(options =>
            options.UseNpgsql(database).UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll)
        )
);
await using (var scope = app.Services.CreateAsyncScope())
{
    var clinic = scope.ServiceProvider.GetRequiredService<Clinic>();
    if (await clinic.Database.EnsureCreatedAsync() || !await clinic.Notes.AnyAsync())
    {
        clinic.Notes.AddRange(Enumerable.Range(1, 200).Select(id => new Note { Id = id, ClinicId = 1 }));
        await clinic.SaveChangesAsync();
    }
}

app.MapPost(
    Contract.Addendums,
    async (CreateAddendum request, Clinic clinic) =>
    {
        if (!await clinic.Notes.AnyAsync(note => note.Id == request.SessionNoteId && note.ClinicId == 1))
            return Results.NotFound();

        var now = Contract.Now();
        var given = request.Addendum;
        var addendum = new Addendum
        {
            SessionNoteId = request.SessionNoteId,
            Instructions = given.Instructions,
            Signature = given.Signature is null ? null : Contract.Png(given.Signature),
            CreatedAt = now,
            UpdatedAt = now,
        };
        await clinic.Addendums.AddAsync(addendum);
        clinic.Audits.Add(Audit.Of("addendum requested", request.SessionNoteId, given.Instructions, now));
        await clinic.SaveChangesAsync();
        return Results.Created($"{Contract.Addendums}/{addendum.Id}", addendum.Shape());
    }
);

app.MapGet(
    Contract.Addendums + "/{id:long}",
    async (long id, Clinic clinic) =>
        await clinic.Addendums.AsNoTracking().SingleOrDefaultAsync(addendum => addendum.Id == id) is { } addendum
            ? Results.Ok(addendum.Shape())
            : Results.NotFound()
);

app.MapPut(
    Contract.Addendums + "/{id:long}",
    async (long id, UpdateAddendum request, Clinic clinic) =>
    {
        if (await clinic.Addendums.FindAsync(id) is not { } addendum || addendum.SessionNoteId != request.SessionNoteId)
            return Results.NotFound();

        var now = Contract.Now();
        addendum.InstructionsResponse = request.Addendum.InstructionsResponse ?? addendum.InstructionsResponse;
        addendum.UpdatedAt = now;
        clinic.Audits.Add(Audit.Of("addendum responded", request.SessionNoteId, request.Addendum.InstructionsResponse, now));
        await clinic.SaveChangesAsync();
        return Results.Ok(addendum.Shape());
    }
);

app.MapPost(
    Contract.SignOffs,
    async (CreateSignOff request, Clinic clinic) =>
    {
        if (!await clinic.Notes.AnyAsync(note => note.Id == request.SessionNoteId && note.ClinicId == 1))
            return Results.NotFound();

        var now = Contract.Now();
        var given = request.SignOff;
        var signOff = new SignOff
        {
            SessionNoteId = request.SessionNoteId,
            Instructions = given.Instructions,
            ReviewDate = given.ReviewDate.ToUniversalTime(),
            Signature = Contract.Png(given.Signature),
            ReviewerId = Contract.User,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await clinic.SignOffs.AddAsync(signOff);
        clinic.Audits.Add(Audit.Of("sign-off recorded", request.SessionNoteId, given.Instructions, now));
        await clinic.SaveChangesAsync();
        return Results.Created($"{Contract.SignOffs}/{signOff.Id}", signOff.Shape());
    }
);

await app.RunAsync();

internal sealed class Clinic(DbContextOptions<Clinic> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Addendum> Addendums => Set<Addendum>();
    public DbSet<SignOff> SignOffs => Set<SignOff>();
    public DbSet<Audit> Audits => Set<Audit>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Note>().Property(note => note.Id).ValueGeneratedNever();
        modelBuilder.Entity<Addendum>().HasIndex(addendum => addendum.SessionNoteId);
        modelBuilder.Entity<Addendum>().Property(addendum => addendum.Id).UseHiLo("addendum_hilo");
        modelBuilder.Entity<SignOff>().HasIndex(signOff => signOff.SessionNoteId);
        modelBuilder.Entity<SignOff>().Property(signOff => signOff.Id).UseHiLo("sign_off_hilo");
        modelBuilder.Entity<Audit>().HasIndex(audit => audit.SessionNoteId);
    }
}

internal sealed class Note
{
    public long Id { get; init; }
    public long ClinicId { get; init; }
}

internal sealed class Addendum
{
    public long Id { get; init; }
    public long SessionNoteId { get; init; }
    public required string Instructions { get; init; }
    public string? InstructionsResponse { get; set; }
    public byte[]? Signature { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; set; }

    public AddendumShape Shape()
    {
        var signature = Signature is null ? null : Contract.DataUrl(Signature);
        return new(Id, SessionNoteId, Instructions, InstructionsResponse, signature, null, CreatedAt, UpdatedAt);
    }
}

internal sealed class SignOff
{
    public long Id { get; init; }
    public long SessionNoteId { get; init; }
    public string? Instructions { get; init; }
    public DateTime ReviewDate { get; init; }
    public required byte[] Signature { get; init; }
    public long ReviewerId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    public SignOffShape Shape() =>
        new(Id, SessionNoteId, Instructions, ReviewDate, Contract.DataUrl(Signature), ReviewerId, CreatedAt, UpdatedAt);
}

internal sealed class Audit
{
    public long Id { get; init; }
    public required string What { get; init; }
    public long SessionNoteId { get; init; }
    public long UserId { get; init; }
    public string? Text { get; init; }
    public DateTime At { get; init; }

    public static Audit Of(string what, long note, string? text, DateTime at) =>
        new()
        {
            What = what,
            SessionNoteId = note,
            UserId = Contract.User,
            Text = text,
            At = at,
        };
}
