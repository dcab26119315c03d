// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.outside;

import earshot.events.AuthenticationFailures;
import earshot.events.PeerAvailability;
import earshot.events.Registration;
import earshot.events.SipMessage;
import earshot.events.Subscription;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The part of the graph that follows what SIP tells outside calls; each a row after each change.
 *
 * @param authentication refused credentials
 */
public record Outside(
        DataStream<Registration> registrations,
        DataStream<Subscription> subscriptions,
        DataStream<PeerAvailability> peers,
        DataStream<AuthenticationFailures> authentication) {
    /**
     * From messages.
     *
     * @param messages with the time of heartbeats, so that a registration also expires while nobody says anything
     * @param lastEvent the time of the last event of all, micros, once the input has ended
     */
    public static Outside of(DataStream<SipMessage> messages, DataStream<Long> lastEvent) {
        SingleOutputStreamOperator<Registration> registrations = messages.flatMap(OutsideNews::of)
                .returns(TypeInformation.of(OutsideNews.class))
                .name("messages outside calls")
                .uid("outside-news")
                .keyBy(OutsideNews::key, Types.STRING)
                .connect(lastEvent.broadcast())
                .transform("OutsideCalls", new AvroTypeInfo<>(Registration.class), new OutsideOperator())
                .uid("outside");
        return new Outside(
                registrations,
                registrations.getSideOutput(OutsideOperator.SUBSCRIPTIONS),
                registrations.getSideOutput(OutsideOperator.PEERS),
                registrations.getSideOutput(OutsideOperator.AUTHENTICATION));
    }
}
