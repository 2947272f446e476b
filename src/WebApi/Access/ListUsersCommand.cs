using System.Globalization;
using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>users list</c></summary>
internal sealed class ListUsersCommand : AsyncCommand<ListSettings>
{
    public const string Example = "users list --clinic 1";

    public override Task<int> ExecuteAsync(CommandContext context, ListSettings settings, CancellationToken cancellationToken) =>
        Printed.Outcome<UsersResponse>(settings, new ReadUsers(settings.Operator, settings.Paging), InWords, cancellationToken);

    private static void InWords(IAnsiConsole console, UsersResponse users)
    {
        var table = Printed.Table("User", "Name", "Roles");
        foreach (var user in users.Users)
            table.AddRow(
                new Text(user.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(user.Name),
                new Text(EnrolUserCommand.RolesOf(user))
            );
        console.Page(table, users.Pagination);
    }
}
