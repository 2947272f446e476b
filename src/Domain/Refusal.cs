namespace ClinicNotes.Domain;

/// <summary>Why the service will not do what it was asked, although the request itself is well formed.</summary>
public enum Refusal
{
    /// <summary>The role of the caller does not allow it, or the thing belongs to somebody else.</summary>
    NotPermitted,

    /// <summary>No such session note in the caller's clinic.</summary>
    SessionNoteNotFound,

    /// <summary>No such addendum on that session note.</summary>
    AddendumNotFound,

    /// <summary>No such sign-off on that session note.</summary>
    SignOffNotFound,

    /// <summary>No such signature image in the caller's clinic.</summary>
    SignatureNotFound,

    /// <summary>The session note's id is registered by another clinic.</summary>
    SessionNoteOfAnotherClinic,

    /// <summary>The session note is registered, and another provider has it.</summary>
    SessionNoteOfAnotherProvider,

    /// <summary>No such user in the caller's clinic.</summary>
    UserNotFound,

    /// <summary>No such token of that user.</summary>
    TokenNotFound,

    /// <summary>The token has expired or is revoked, so that none can take its place.</summary>
    TokenWorksNoLonger,

    /// <summary>No such webhook in the caller's clinic.</summary>
    WebhookNotFound,

    /// <summary>The installation has no key to keep the secrets of webhooks by.</summary>
    WebhooksNotSetUp,

    /// <summary>No such part of the clinic's ledger.</summary>
    NotInLedger,

    /// <summary>The thing is not in the state in which the caller would have it changed.</summary>
    PreconditionFailed,

    /// <summary>The same request is being carried out already.</summary>
    RequestInFlight,

    /// <summary>The key that is to tell the request from others came with another one before.</summary>
    KeyOfAnotherRequest,
}
