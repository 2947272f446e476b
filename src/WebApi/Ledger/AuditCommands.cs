using ClinicNotes.WebApi.Commands;
using Spectre.Console.Cli;

namespace ClinicNotes.WebApi.Ledger;

/// <summary><c>audit</c>: the commands that check, repair and hand out ledgers.</summary>
internal static class AuditCommands
{
    public static void Add(IConfigurator<CommandSettings> audit)
    {
        audit.SetDescription("The ledgers, and proofs of what is in them.");
        EveryCommand.Add<CheckCommand>(
            audit,
            "check",
            "Compares what is stored with the ledgers, and says what differs. It changes nothing, and the service may run meanwhile. "
                + "Exit code 0: nothing differs. 1: something does. 2: it could not be checked.",
            CheckCommand.Example
        );
        EveryCommand.Add<ExportCommand>(
            audit,
            "export",
            "Writes a proof pack of a note or a whole ledger, for ./clinicnotes audit verify.",
            ExportCommand.Example
        );
        EveryCommand.Add<RebuildLedgerCommand>(
            audit,
            "rebuild",
            "Makes the hashes of the tree and the map of session notes anew from the entries, after a repair of these. The service goes on "
                + "meanwhile. Exit code 0: all is right. 1: something could not be made so.",
            RebuildLedgerCommand.Example
        );
    }
}
