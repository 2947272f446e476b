using YamlDotNet.Serialization;

namespace ClinicNotes.WebApi.Tests.Running;

/// <summary><c>compose.yaml</c> as far as it can be held to what there is, without Docker.</summary>
public sealed class ComposeTests
{
    private static readonly Dictionary<object, object> Compose = new DeserializerBuilder()
        .Build()
        .Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Checkout.Root, "compose.yaml")));

    private static Dictionary<object, object> Containers => Part(Compose, "services");

    [Fact]
    public void Every_variable_is_a_setting_that_there_is()
    {
        var settings = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "settings.md"));

        foreach (var name in new[] { "schema", "clinicnotes" })
        {
            var variables = Part(Part(Containers, name), "environment");
            variables.ShouldContainKey("ConnectionStrings__Postgres");
            foreach (var variable in variables.Keys)
                settings.ShouldContain($"`{variable}`");
        }
    }

    [Fact]
    public void The_service_waits_for_its_schema_and_gets_no_hold_of_the_role_that_owns_the_tables()
    {
        Part(Part(Containers, "clinicnotes"), "depends_on").Keys.ShouldBe(["schema"]);
        Part(Part(Containers, "schema"), "depends_on").Keys.ShouldBe(["postgres"]);
        ((List<object>)Part(Containers, "schema")["command"]).ShouldBe(["db", "apply"]);
        Part(Part(Containers, "clinicnotes"), "environment").Keys.ShouldNotContain("ConnectionStrings__Migrations");
    }

    [Fact]
    public void What_a_container_names_is_there()
    {
        foreach (var (_, container) in Containers)
        {
            foreach (var secret in Listed((Dictionary<object, object>)container, "secrets"))
                Part(Compose, "secrets").ShouldContainKey(secret);
        }

        var config = (Dictionary<object, object>)Listed(Part(Containers, "postgres"), "configs").Single();
        Part(Compose, "configs").ShouldContainKey(config["source"]);
    }

    private static Dictionary<object, object> Part(Dictionary<object, object> of, string name) => (Dictionary<object, object>)of[name];

    private static List<object> Listed(Dictionary<object, object> of, string name) =>
        of.TryGetValue(name, out var all) ? (List<object>)all : [];
}
