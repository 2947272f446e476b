using System.Reflection;
using System.Runtime.CompilerServices;
using ClinicNotes.Application;
using ClinicNotes.Architecture.Tests.Planted;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Reads;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using ClinicNotes.Domain.Webhooks;
using ClinicNotes.Infrastructure.Storage;
using NodaTime;

namespace ClinicNotes.Architecture.Tests;

public class ImmutabilityTests
{
    private static readonly Type[] InEvents =
    [
        typeof(long),
        typeof(int),
        typeof(bool),
        typeof(string),
        typeof(Instant),
        typeof(Role),
        typeof(Signature),
        typeof(Read),
        typeof(ReadKind),
        typeof(CoveredEvent),
    ];

    private static readonly Type[] ListOrNullable = [typeof(IReadOnlyList<>), typeof(Nullable<>)];

    /// <summary>What a fold returns, and what that holds.</summary>
    private static readonly Type[] States =
    [
        .. Layer
            .Domain.Types.Where(type =>
                !type.IsInterface && type.GetMethod("Evolve", BindingFlags.Public | BindingFlags.Static) is not null
            )
            .Append(typeof(Token))
            .Append(typeof(Read))
            .Append(typeof(WebhookSecret))
            .Append(typeof(WebhookPause))
            .Append(typeof(Signature))
            .Append(typeof(Actor)),
    ];

    private static readonly Type[] Commands =
    [
        .. Layer
            .Application.Types.Where(type => type.IsAssignableTo(typeof(ICommand)) && !type.IsInterface)
            .SelectMany(command => command.GetNestedTypes().Prepend(command)),
    ];

    [Fact]
    public void Events_states_and_commands_are_immutable_records()
    {
        States.Length.ShouldBe(13);
        Commands.Length.ShouldBeGreaterThan(9);
        StoredEvents.ByName.Values.Concat(States).Concat(Commands).SelectMany(Mutable).ShouldBeEmpty();
    }

    [Fact]
    public void What_can_be_changed_is_found()
    {
        Type[] planted =
        [
            typeof(NoRecord),
            typeof(WithSetter),
            typeof(WithField),
            typeof(WithArray),
            typeof(WithList),
            typeof(WithDictionary),
            typeof(WithListOfLists),
        ];
        foreach (var type in planted)
            Mutable(type).ShouldHaveSingleItem();
        Mutable(typeof(GoodEvent)).ShouldBeEmpty();
    }

    [Fact]
    public void Events_hold_nothing_but_primitives_instants_roles_signatures_reads_other_events_and_lists_of_them() =>
        StoredEvents.ByName.Values.Concat([typeof(Signature), typeof(Read), typeof(CoveredEvent)]).SelectMany(NotForEvents).ShouldBeEmpty();

    [Fact]
    public void What_an_event_may_not_hold_is_found()
    {
        Type[] planted = [typeof(EventWithDateTime), typeof(EventWithObject), typeof(EventWithDuration), typeof(EventWithState)];
        foreach (var type in planted)
            NotForEvents(type).ShouldHaveSingleItem();
        NotForEvents(typeof(GoodEvent)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Mutable(Type type)
    {
        // Every record class has this method, and nothing else can.
        if (type.GetMethod("<Clone>$") is null)
            yield return $"{type} is no record";

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !field.IsInitOnly))
            yield return $"{type}.{field.Name} is a field that can be set";
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true } set && !IsInitOnly(set))
                yield return $"{type}.{property.Name} can be set";
            if (IsMutableCollection(property.PropertyType))
                yield return $"{type}.{property.Name} can be added to";
        }
    }

    private static bool IsInitOnly(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsMutableCollection(Type type) =>
        type.IsArray
        || type.GetInterfaces().Append(type).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICollection<>))
        || type.GetGenericArguments().Any(IsMutableCollection);

    private static IEnumerable<string> NotForEvents(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let held = property.PropertyType
        let bare = IsListOrNullable(held) ? held.GetGenericArguments()[0] : held
        where !InEvents.Contains(bare)
        select $"{type}.{property.Name} is a {held}";

    private static bool IsListOrNullable(Type type) => type.IsGenericType && ListOrNullable.Contains(type.GetGenericTypeDefinition());
}
