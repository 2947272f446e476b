using ClinicNotes.Infrastructure.Broker;
using FsCheck.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client.Exceptions;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>How long the next event of a clinic waits that the broker would not take.</summary>
public sealed class HeldClinicsTests
{
    private const long Clinic = 1;

    [Property]
    public void However_often_an_event_was_refused_it_is_tried_again_within_half_a_minute(byte refusals, byte inARow)
    {
        var time = new FakeTimeProvider();
        var held = new HeldClinics(new BrokerCondition(NullLogger<BrokerCondition>.Instance), time);

        for (var refused = 0; refused <= refusals; refused++)
        {
            held.Hold(Clinic, new RefusedEvent(refused / (inARow + 1), new PublishException(1, isReturn: false)));
            held.IsReady(Clinic).ShouldBeFalse();
            time.Advance(TimeSpan.FromSeconds(30));
            held.IsReady(Clinic).ShouldBeTrue();
        }

        held.GoOn(Clinic);
        held.IsReady(Clinic).ShouldBeTrue();
    }
}
