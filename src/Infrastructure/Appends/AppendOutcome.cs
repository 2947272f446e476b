namespace ClinicNotes.Infrastructure.Appends;

/// <summary>What came of an append.</summary>
internal enum AppendOutcome
{
    Recorded,

    /// <summary>Another was there first: the decision has to be taken again.</summary>
    Outrun,

    /// <summary>Another attempt has taken over the claim of the request: nothing may be recorded any longer.</summary>
    Fenced,
}
