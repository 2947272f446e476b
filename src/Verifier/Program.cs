namespace ClinicNotes.Verifier;

/// <summary><c>audit verify</c>: verifies a proof pack offline.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        using var input = Console.OpenStandardInput();
        return Run(arguments, input, Console.Out, Console.Error);
    }

    public static int Run(string[] arguments, Stream input, TextWriter output, TextWriter errors)
    {
        if (arguments is ["-h" or "--help"])
        {
            output.WriteLine(Invocation.Usage);
            return 0;
        }

        if (Invocation.Of(arguments) is not { } invocation)
        {
            errors.WriteLine(Invocation.Usage);
            return 2;
        }

        try
        {
            VerifierKey[] keys = [.. invocation.Keys.Select(GivenFiles.Key)];
            var older = invocation.Against is { } file ? GivenFiles.Checkpoint(file) : null;
            using var pack = invocation.File == "-" ? input : GivenFiles.Open(invocation.File);
            var verdict = Verification.Of(pack, keys, older);
            output.Write(Report.Of(verdict, keys.Length, older is not null));
            return verdict.Holds ? 0 : 1;
        }
        catch (RefusedException fault)
        {
            output.Write(Report.Refusing([new(0, null, fault.Message)]));
            return 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            output.Write(Report.Refusing([new(0, null, $"The file {invocation.File} cannot be read to its end.")]));
            return 1;
        }
    }
}
