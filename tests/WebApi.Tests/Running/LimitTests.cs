using System.Globalization;
using System.Net;
using ClinicNotes.WebApi.Running;

namespace ClinicNotes.WebApi.Tests.Running;

public sealed class LimitTests(Database database)
{
    private const string TooManyFailed =
        """{"errors":"Too many requests without a good token have come from this address; try again later."}""";

    private const string TooMany = """{"errors":"Too many requests have come with this token; try again later."}""";

    [Fact]
    public async Task After_a_hundred_failed_sign_ins_an_address_is_told_to_wait_and_its_good_tokens_are_served()
    {
        await using var service = await new Service(await database.Make()).Start();

        for (var failed = 0; failed < 100; failed++)
            (await service.As(failed % 2 == 0 ? $"guess-{failed}" : null).Get(Client.Addendums)).ShouldBe(HttpStatusCode.Unauthorized);

        IsToldToWait(await service.As("guess-101").Get(Client.Addendums), TooManyFailed);
        IsToldToWait(await service.As(null).Get(Client.Addendums), TooManyFailed);
        (await service.As("demo-supervisor").RequestsAnAddendum()).ShouldBePositive();
        (await service.As("guess-102").Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_token_may_make_as_many_requests_as_is_set_and_no_more()
    {
        await using var service = new Service(await database.Make()) { Settings = { ["RateLimits:RequestsPerToken"] = "3" } };
        await service.Start();

        for (var made = 0; made < 3; made++)
            (await service.As("demo-supervisor").Get(Client.Addendums)).ShouldBe(HttpStatusCode.OK);

        IsToldToWait(await service.As("demo-supervisor").Get(Client.Addendums), TooMany);
        (await service.As("your_token_here").Get(Client.Addendums)).ShouldBe(HttpStatusCode.OK);
        (await service.As("demo-provider").Get(Client.Addendums)).ShouldBe(HttpStatusCode.OK);
        (await service.As("nobody's").Get(Client.Addendums)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_a_caller_says_of_its_address_counts_for_nothing()
    {
        await using var service = await Limited(trusted: null);

        (await From("203.0.113.1", service)).ShouldBe(HttpStatusCode.Unauthorized);
        IsToldToWait(await From("203.0.113.2", service), TooManyFailed);
    }

    [Fact]
    public async Task What_a_trusted_proxy_says_of_it_counts_and_an_IPv6_subscriber_is_one_caller()
    {
        await using var service = await Limited(trusted: "127.0.0.0/8, ::1, 198.51.100.7");

        (await From("203.0.113.1", service)).ShouldBe(HttpStatusCode.Unauthorized);
        IsToldToWait(await From("203.0.113.1", service), TooManyFailed);
        IsToldToWait(await From("192.0.2.9, 203.0.113.1, 198.51.100.7", service), TooManyFailed);
        (await From("203.0.113.2", service)).ShouldBe(HttpStatusCode.Unauthorized);
        (await From("2001:db8:1:2::1", service)).ShouldBe(HttpStatusCode.Unauthorized);
        IsToldToWait(await From("2001:db8:1:2:ffff:ffff:ffff:ffff", service), TooManyFailed);
        (await From("2001:db8:1:3::1", service)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Addresses_share_a_bounded_number_of_counts()
    {
        var random = new Random(1);
        for (var flood = 0; flood < 100_000; flood++)
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            var count = FailedSignIns.CountOf(new IPAddress(bytes));
            count.ShouldBeInRange(0, FailedSignIns.Counts - 1);
            bytes.AsSpan(8).Clear();
            FailedSignIns.CountOf(new IPAddress(bytes)).ShouldBe(count);
        }

        FailedSignIns.CountOf(IPAddress.Parse("::ffff:203.0.113.1")).ShouldBe(FailedSignIns.CountOf(IPAddress.Parse("203.0.113.1")));
    }

    [Theory]
    [InlineData("RateLimits:FailedSignIns", "0", "RateLimits__FailedSignIns must be 1 or more.")]
    [InlineData("RateLimits:RequestsPerToken", "0", "RateLimits__RequestsPerToken must be 1 or more.")]
    [InlineData("Proxies:Trusted", "10.0.0.0/8, nginx", "Proxies__Trusted: nginx is no address and no network such as 10.0.0.0/8.")]
    public async Task What_makes_no_sense_is_refused_at_the_start(string setting, string value, string sentence)
    {
        await using var service = new Service(await database.Make()) { Settings = { [setting] = value } };

        (await Should.ThrowAsync<InvalidOperationException>(service.Start)).Message.ShouldBe(sentence);
    }

    private async Task<Service> Limited(string? trusted)
    {
        var service = new Service(await database.Make()) { Settings = { ["RateLimits:FailedSignIns"] = "1" } };
        if (trusted is not null)
            service.Settings["Proxies:Trusted"] = trusted;

        return await service.Start();
    }

    private static async Task<Reply> From(string address, Service service)
    {
        using var http = service.CreateClient();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return await new Client(http, "guess").Get(Client.Addendums);
    }

    private static void IsToldToWait(Reply reply, string body)
    {
        reply.ShouldBe(HttpStatusCode.TooManyRequests, body);
        long.Parse(reply.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
    }
}
