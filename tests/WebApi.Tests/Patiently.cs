namespace ClinicNotes.WebApi.Tests;

/// <summary>Waits for what comes by itself, which takes a busy machine its time.</summary>
internal static class Patiently
{
    public static async Task Until(Func<Task<bool>> condition, Func<string> otherwise)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail(otherwise());
            await Task.Delay(20);
        }
    }

    public static Task Until(Func<Task<bool>> condition, string otherwise = "It never came to be.") => Until(condition, () => otherwise);

    public static Task Until(Func<bool> condition, string otherwise) => Until(() => Task.FromResult(condition()), otherwise);
}
