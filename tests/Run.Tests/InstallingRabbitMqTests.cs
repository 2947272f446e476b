namespace ClinicNotes.Run.Tests;

public class InstallingRabbitMqTests
{
    [Fact]
    public async Task Root_gets_it_with_apt_get_which_is_kept_from_starting_anything_meanwhile()
    {
        using var machine = new FakeMachine(root: true).WithApt();

        var found = await machine.FindRabbitMqAsync();

        found.Output.ShouldBe(machine.In("usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin"), found.Errors);
        machine.Calls.ShouldContain(call => call.EndsWith("install -y --no-install-recommends rabbitmq-server", StringComparison.Ordinal));
        machine.Calls.ShouldContain("exit 101");
        File.Exists(machine.In("usr/sbin/policy-rc.d")).ShouldBeFalse();
        (await machine.FindRabbitMqAsync()).ShouldBe(found with { Errors = "" });
    }

    [Fact]
    public async Task A_policy_that_is_there_already_stays()
    {
        using var machine = new FakeMachine(root: false).WithSudo().WithApt();
        await File.WriteAllTextAsync(machine.In("usr/sbin/policy-rc.d"), "exit 104\n", TestContext.Current.CancellationToken);

        (await machine.FindRabbitMqAsync()).ExitCode.ShouldBe(0);

        machine.Calls.ShouldContain("exit 104");
        (await File.ReadAllTextAsync(machine.In("usr/sbin/policy-rc.d"), TestContext.Current.CancellationToken)).ShouldBe("exit 104\n");
    }

    [Fact]
    public async Task With_no_way_to_get_it_one_sentence_says_what_to_install()
    {
        using var machine = new FakeMachine(root: false);

        (await machine.FindRabbitMqAsync()).ShouldBe(
            new Finished(
                1,
                "",
                "There is no RabbitMQ here and no way to get one: install rabbitmq-server, or set ConnectionStrings__RabbitMq."
            )
        );
    }
}
