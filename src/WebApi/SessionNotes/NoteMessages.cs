using ClinicNotes.Application;
using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Commands;
using Wolverine;

namespace ClinicNotes.WebApi.SessionNotes;

/// <summary>Hands what messages tell of session notes to the handler that serves HTTP and the command line too.</summary>
internal sealed class NoteMessages(IServiceScopeFactory scopes, ISessionNoteRegister register, ToldNoteRules rules) : ISessionNoteMessages
{
    private const string Registered = "SessionNoteRegistered";
    private const int Longest = 64 * 1024;

    public async Task<string?> Take(SessionNoteMessage message, CancellationToken cancellation)
    {
        var (note, fault) = Read(message);
        return fault ?? await Register(note!, message.Id, cancellation);
    }

    private (ToldNote? Note, string? Fault) Read(SessionNoteMessage message)
    {
        if (message.Type is { Length: > 0 } type && type != Registered)
            return (null, $"The message is no {Registered}.");
        if (message.Body.Length > Longest)
            return (null, "The message is longer than 64 KiB.");
        if (!JsonText.TryParse(message.Body, out var document, out var sentence))
            return (null, sentence.Replace("The request body", "The message", StringComparison.Ordinal));

        using (document)
        {
            var told = document.RootElement;
            var note = new ToldNote(told.Id("clinic_id"), told.Id("session_note_id"), told.Id("provider_id"));
            var faults = rules.Validate(note).Errors;
            return faults.Count == 0
                ? (note, null)
                : (null, string.Join(", ", faults.Select(fault => $"{fault.PropertyName} {fault.ErrorMessage}")) + ".");
        }
    }

    /// <summary>A message that comes late a second time must not hand the note back to whom it was another's before.</summary>
    private async Task<string?> Register(ToldNote note, string? messageId, CancellationToken cancellation)
    {
        var (clinic, id, provider) = (note.ClinicId.Value, note.SessionNoteId.Value, note.ProviderId);
        var isKnown = RequestId.IsOne(messageId);
        if (isKnown && await register.HasHeeded(messageId!, clinic, id, provider.Value, cancellation))
            return null;

        await using var scope = scopes.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageContext>();
        bus.CorrelationId = isKnown ? messageId : Guid.CreateVersion7().ToString("N");
        var outcome = await bus.Command(new RegisterSessionNote(Actor.Operator(clinic), id, new(provider)), cancellation);
        return outcome is Outcome.Created or Outcome.Updated ? null : string.Join(' ', Printed.Sentences(Answer.To(outcome)));
    }
}
