using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Infrastructure;
using ClinicNotes.WebApi;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Commands;
using ClinicNotes.WebApi.Feed;
using ClinicNotes.WebApi.Running;
using ClinicNotes.WebApi.SessionNotes;
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
builder.AddOperation();
builder.Services.AddUserTokenAuthentication();
builder.Services.AddSingleton<ISessionNoteMessages, NoteMessages>().AddSingleton<FollowedClinics>();

var app = builder.Build();
app.UseEverything();
app.MapEverything();

// Only `codegen` needs JasperFx's command line.
if (args is ["codegen", ..])
    return await app.RunJasperFxCommands(args);

app.BeginWarmUp();
await app.RunAsync();
return 0;
