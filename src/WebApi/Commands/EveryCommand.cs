using System.Globalization;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Feed;
using ClinicNotes.WebApi.Ledger;
using ClinicNotes.WebApi.SessionNotes;
using ClinicNotes.WebApi.Webhooks;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Commands;

/// <summary>The commands by their names, each with an example of a call.</summary>
internal static class EveryCommand
{
    public static void Add(IConfigurator program)
    {
        program.SetApplicationName("./clinicnotes");
        program.SetApplicationCulture(CultureInfo.InvariantCulture);
        program.PropagateExceptions();
        program.UseStrictParsing();
        program.AddBranch("users", Users);
        program.AddBranch("tokens", Tokens);
        program.AddBranch("notes", Notes);
        program.AddBranch("audit", AuditCommands.Add);
        program.AddBranch("events", FeedCommands.Add);
        program.AddBranch("webhooks", WebhookCommands.Add);
        program.AddBranch("projections", Projections);
        program.AddBranch("db", Db);
        program
            .AddCommand<DescribeCommand>("describe")
            .WithDescription("Tells what this installation is: version, settings in effect, database, and what is stored of each clinic.")
            .WithExample("describe", "--json");
    }

    private static void Users(IConfigurator<CommandSettings> users)
    {
        users.SetDescription("Who may act in a clinic.");
        Add<EnrolUserCommand>(users, "enrol", "Enrols a user, or sets name and roles anew.", EnrolUserCommand.Example);
        Add<ListUsersCommand>(users, "list", "Lists the users of a clinic by their ids.", ListUsersCommand.Example);
        Add<SetRolesCommand>(users, "roles", "Gives a user these roles and no others.", SetRolesCommand.Example);
    }

    private static void Tokens(IConfigurator<CommandSettings> tokens)
    {
        tokens.SetDescription("By what the service knows a user. A token is shown once, when it is issued.");
        Add<IssueTokenCommand>(tokens, "issue", "Issues a token to a user, and shows it.", IssueTokenCommand.Example);
        Add<ListTokensCommand>(tokens, "list", "Lists the tokens that a user has had, without their secrets.", ListTokensCommand.Example);
        Add<RotateTokenCommand>(
            tokens,
            "rotate",
            "Issues a token in the place of another, which is revoked in the same moment.",
            RotateTokenCommand.Example
        );
        Add<RevokeTokenCommand>(tokens, "revoke", "Revokes a token for good.", RevokeTokenCommand.Example);
    }

    private static void Notes(IConfigurator<CommandSettings> notes)
    {
        notes.SetDescription("The session notes of the clinics.");
        Add<RegisterNoteCommand>(notes, "register", "Registers a note, or hands it to another provider.", RegisterNoteCommand.Example);
        Add<ImportNotesCommand>(
            notes,
            "import",
            "Registers the session notes of a file, one JSON object on each line: "
                + """{"id": 46, "clinic_id": 1, "provider_id": 121}. What is registered already stays as it is, so an import that was ended is """
                + "simply started again.",
            ImportNotesCommand.Example
        );
    }

    private static void Projections(IConfigurator<CommandSettings> projections)
    {
        projections.SetDescription("What lists are read from.");
        Add<RebuildCommand>(
            projections,
            "rebuild",
            "Makes the lists of addendums and sign-offs anew from the events. The service goes on meanwhile.",
            RebuildCommand.Example
        );
    }

    private static void Db(IConfigurator<CommandSettings> db)
    {
        db.SetDescription("The tables of the service, and the rights of the roles that use them.");
        Add<ApplySchemaCommand>(
            db,
            "apply",
            "Brings the database to the schema of this version, in the role that ConnectionStrings__Migrations names. Services may run meanwhile.",
            ApplySchemaCommand.Example
        );
        Add<CheckSchemaCommand>(
            db,
            "check",
            "Says what is not as this version needs it: schema, rights, triggers, settings of PostgreSQL. It changes nothing. "
                + "Exit code 0: all is right. 1: something is not.",
            CheckSchemaCommand.Example
        );
    }

    public static void Add<TCommand>(IConfigurator<CommandSettings> group, string name, string description, string example)
        where TCommand : class, ICommandLimiter<CommandSettings> =>
        group.AddCommand<TCommand>(name).WithDescription(description).WithExample(example.Split(' '));
}
