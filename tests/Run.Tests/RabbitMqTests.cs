using System.Net.Sockets;
using System.Text;

namespace ClinicNotes.Run.Tests;

public class RabbitMqTests
{
    private static readonly string[] Loopback = ["0100007F", "00000000000000000000000001000000"];
    private static readonly string[] Sockets = ["/proc/net/tcp", "/proc/net/tcp6"];

    [Fact]
    public async Task It_starts_answers_on_loopback_and_has_its_place_again_after_it_was_stopped()
    {
        await using var data = new DataFolder();

        var started = await Command.RabbitMqAsync("start", data.Folder);
        started.ExitCode.ShouldBe(0, started.Errors);
        var uri = new Uri(started.Output);
        (uri.Scheme, uri.Host).ShouldBe(("amqp", "127.0.0.1"));
        uri.UserInfo.ShouldStartWith("clinicnotes:");
        (await GreetingAsync(uri)).ShouldContain("RabbitMQ");
        var node = data.Rabbit;
        data.RabbitProcesses().ShouldContain(node);

        (await Command.RabbitMqAsync("start", data.Folder)).ShouldBe(new Finished(0, started.Output, ""));
        data.Rabbit.ShouldBe(node);
        data.RabbitProcesses().ShouldContain(node);

        (await Command.RabbitMqAsync("stop", data.Folder)).ShouldBe(new Finished(0, "", ""));
        data.RabbitProcesses().ShouldBeEmpty();
        (await Command.RabbitMqAsync("start", data.Folder)).Output.ShouldBe(started.Output);
        (await Command.RabbitMqAsync("drop", data.Folder)).ShouldBe(new Finished(0, "", ""));
        data.RabbitProcesses().ShouldBeEmpty();
        Directory.Exists(Path.Combine(data.Folder, "rabbitmq")).ShouldBeFalse();
    }

    [Fact]
    public async Task It_listens_on_loopback_alone_with_all_that_belongs_to_it()
    {
        await using var data = new DataFolder();
        await Command.RabbitMqAsync("start", data.Folder);

        var ports = (await File.ReadAllLinesAsync(Path.Combine(data.Folder, "rabbitmq/node"), TestContext.Current.CancellationToken))
            .Where(line => !line.StartsWith("password", StringComparison.Ordinal))
            .Select(line => int.Parse(line.Split('=')[1]).ToString("X4"))
            .ToArray();
        ports.Length.ShouldBe(3);
        foreach (var port in ports)
        {
            Listeners(port).ShouldNotBeEmpty();
            Listeners(port).ShouldBeSubsetOf(Loopback);
        }
    }

    /// <summary>What the other side of an AMQP connection says of itself.</summary>
    private static async Task<string> GreetingAsync(Uri uri)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("AMQP\0\0\t\u0001"u8.ToArray(), TestContext.Current.CancellationToken);
        var answer = new byte[1_024];
        var read = await stream.ReadAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer, 0, read);
    }

    /// <summary>The addresses at which somebody listens on a port, as Linux lists them, IPv4 and IPv6.</summary>
    private static string[] Listeners(string port) =>
        [
            .. Sockets
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(parts => parts.Length > 3 && parts[3] == "0A" && parts[1].EndsWith($":{port}", StringComparison.Ordinal))
                .Select(parts => parts[1].Split(':')[0]),
        ];
}
