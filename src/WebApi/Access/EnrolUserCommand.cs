using System.ComponentModel;
using ClinicNotes.Application;
using ClinicNotes.Application.Access;
using ClinicNotes.WebApi.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Access;

/// <summary><c>users enrol</c>: also how a clinic gets its first admin.</summary>
internal sealed class EnrolUserCommand : AsyncCommand<EnrolUserCommand.Asked>
{
    public const string Example = "users enrol --clinic 1 --id 7 --name Ada --role admin";

    internal sealed class Asked : UserSettings
    {
        [CommandOption("--name <NAME>", isRequired: true)]
        [Description("The name as people read it")]
        public string Name { get; init; } = "";
    }

    public override Task<int> ExecuteAsync(CommandContext context, Asked settings, CancellationToken cancellationToken) =>
        Printed.Outcome<UserResponse>(
            settings,
            new EnrolUser(
                settings.Operator,
                new(GivenId.Of(settings.User), GivenText.Of(settings.Name), GivenFields.Roles(settings.Roles))
            ),
            InWords,
            cancellationToken
        );

    public static void InWords(IAnsiConsole console, UserResponse user) =>
        console.WriteLine($"User {user.Id}, {user.Name}: {RolesOf(user)}.");

    public static string RolesOf(UserResponse user) => string.Join(", ", user.Roles.Select(Domain.Access.RoleNames.Name));
}
