using ClinicNotes.Infrastructure;
using ClinicNotes.WebApi;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Commands;
using JasperFx;

if (CommandLine.IsAskedFor(args))
    return await CommandLine.Run(args);

// Settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (DemoData.RefusedIn(builder) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

builder.WebHost.UseKestrelHttpsConfiguration();
builder.AddInfrastructure(host: typeof(Program).Assembly);
builder.AddDemoData();
builder.Services.AddUserTokenAuthentication();

var app = builder.Build();
app.UseRequestIds();
app.UseErrorsInTheDocumentedShape();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapEverything();

// Only `codegen` needs JasperFx's command line.
if (args is ["codegen", ..])
    return await app.RunJasperFxCommands(args);

app.BeginWarmUp();
await app.RunAsync();
return 0;
