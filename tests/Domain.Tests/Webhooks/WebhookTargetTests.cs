using ClinicNotes.Domain.Webhooks;

namespace ClinicNotes.Domain.Tests.Webhooks;

public class WebhookTargetTests
{
    private static readonly AllowedTargets Exceptions = AllowedTargets.Parse("localhost:8080, hooks.internal:443,[::1]:9000")!;

    [Theory]
    [InlineData("https://hooks.example.com")]
    [InlineData("https://hooks.example.com./a?b=c")]
    [InlineData("HTTPS://Hooks.Example.COM:8443/a/b%20c")]
    [InlineData("https://xn--bcher-kva.example/a")]
    [InlineData("https://8.8.8.8/a")]
    [InlineData("https://[2606:4700::1111]/a")]
    [InlineData("https://[64:ff9b::8.8.8.8]/a")]
    [InlineData("https://internal.example.com")]
    public void A_public_host_may_be_led_to(string url) => WebhookTarget.FaultOf(url, AllowedTargets.None).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("hooks.example.com")]
    [InlineData("//hooks.example.com")]
    [InlineData("http://hooks.example.com")]
    [InlineData("ftp://hooks.example.com")]
    [InlineData("https:hooks.example.com")]
    [InlineData("https:///a")]
    [InlineData("https://hooks.example.com\\@127.0.0.1/")]
    [InlineData(" https://hooks.example.com")]
    [InlineData("https://hooks.example.com/a b")]
    [InlineData("https://hooks.example.com/\r\nHost: evil")]
    [InlineData("https://hooks.example.com/#a")]
    [InlineData("https://hooks.example.com\n")]
    [InlineData("https://hooks.example.com/a\n")]
    [InlineData("https://hooks.example.com\t/a")]
    [InlineData("https://hooks.ex\u00adample.com/")]
    [InlineData("https://127.0.0.1\u200b/")]
    [InlineData("https://%31%32%37.0.0.1/")]
    [InlineData("https://a..example.com")]
    [InlineData("https://example.com..")]
    [InlineData("https://[fe80::1%25eth0]")]
    [InlineData("https://hooks.example.com:99999/")]
    public void What_is_no_https_url_may_not(string url) => WebhookTarget.FaultOf(url, AllowedTargets.None).ShouldBe(WebhookTarget.NoUrl);

    [Theory]
    [InlineData("https://ada:secret@hooks.example.com")]
    [InlineData("https://@hooks.example.com")]
    [InlineData("https://hooks.example.com@127.0.0.1")]
    public void User_information_is_refused(string url) => WebhookTarget.FaultOf(url, AllowedTargets.None).ShouldBe(WebhookTarget.HasUser);

    [Theory]
    [InlineData("https://intranet")]
    [InlineData("https://intranet.")]
    [InlineData("https://localhost")]
    [InlineData("https://LOCALHOST.")]
    [InlineData("https://a.localhost")]
    [InlineData("https://printer.local")]
    [InlineData("https://db.internal.")]
    [InlineData("https://db.INTERNAL")]
    [InlineData("https://nas.home.arpa")]
    [InlineData("https://１２７.０.０.１")]
    [InlineData("https://127。0。0。1")]
    [InlineData("https://①②⑦.⓪.⓪.①")]
    [InlineData("https://ｌocalhost")]
    [InlineData("https://printer.ⓛocal")]
    [InlineData("https://127.0.0.1:8443")]
    [InlineData("https://0177.0.0.1")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://2130706433")]
    [InlineData("https://0")]
    [InlineData("https://[::]")]
    [InlineData("https://[::ffff:7f00:1]")]
    [InlineData("https://[0000:0000:0000:0000:0000:ffff:169.254.169.254]")]
    [InlineData("https://[64:ff9b::10.0.0.1]")]
    [InlineData("https://[2002:7f00:1::]")]
    [InlineData("https://169.254.169.254.")]
    [InlineData("https://bücher.example")]
    [InlineData("https://example.0x7f")]
    [InlineData("https://1.2.3.4.5")]
    public void A_name_that_is_not_on_the_internet_is_refused(string url) =>
        WebhookTarget.FaultOf(url, AllowedTargets.None).ShouldBe(WebhookTarget.NotPublic);

    [Fact]
    public void A_url_has_at_most_2000_characters()
    {
        var longest = "https://hooks.example.com/".PadRight(2_000, 'a');
        WebhookTarget.FaultOf(longest, AllowedTargets.None).ShouldBeNull();
        WebhookTarget.FaultOf(longest + "a", AllowedTargets.None).ShouldBe(WebhookTarget.TooLong);
    }

    [Theory]
    [InlineData("http://localhost:8080/a")]
    [InlineData("https://LOCALHOST.:8080/a")]
    [InlineData("https://hooks.internal/a")]
    [InlineData("http://[::1]:9000/a")]
    public void An_exception_may_be_led_to_by_http_too(string url) => WebhookTarget.FaultOf(url, Exceptions).ShouldBeNull();

    [Theory]
    [InlineData("http://localhost:8081/a", WebhookTarget.NoUrl)]
    [InlineData("https://localhost:8081/a", WebhookTarget.NotPublic)]
    [InlineData("http://hooks.internal/a", WebhookTarget.NoUrl)]
    [InlineData("https://127.0.0.1:8080/a", WebhookTarget.NotPublic)]
    [InlineData("http://ada@localhost:8080/a", WebhookTarget.HasUser)]
    public void An_exception_is_one_host_and_one_port(string url, string fault) => WebhookTarget.FaultOf(url, Exceptions).ShouldBe(fault);

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData("localhost:http")]
    [InlineData("localhost:80/path")]
    [InlineData("http://localhost:80")]
    [InlineData("ada@localhost:80")]
    [InlineData("localhost:80;other:81")]
    public void Exceptions_that_are_not_hosts_with_ports_are_found(string text) => AllowedTargets.Parse(text).ShouldBeNull();

    [Fact]
    public void No_exceptions_are_needed() => AllowedTargets.Parse(null).ShouldNotBeNull().Has("localhost", 80).ShouldBeFalse();
}
