// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.link.CallLink;
import earshot.events.AgentLog;
import earshot.events.Alert;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.PeerAvailability;
import earshot.events.ProbeHealth;
import earshot.events.Registration;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Subscription;
import earshot.events.Transaction;
import earshot.storage.AgentLogRow;
import earshot.storage.AlertRow;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.EndpointReportRow;
import earshot.storage.KpiMinuteRow;
import earshot.storage.ProbeHealthRow;
import earshot.storage.RegistrationRow;
import earshot.storage.RtcpReportRow;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamIntervalRow;
import earshot.storage.StreamRow;
import earshot.storage.SubscriptionRow;
import earshot.storage.TableType;
import earshot.storage.TransactionRow;
import org.apache.flink.util.function.SerializableFunction;

/** The tables that the job writes. */
public final class Tables {
    /** Text of a row without long texts, roughly. */
    private static final int OCTETS_USUAL = 512;

    public static final RowTable<Call, CallRow> CALLS = table(TableType.CALLS, Rows::of);
    public static final RowTable<CallLink, CallLinkRow> CALL_LINKS = table(TableType.CALL_LINKS, LinkRows::of);
    public static final RowTable<Stream, StreamRow> STREAMS = table(TableType.STREAMS, Rows::of);
    public static final RowTable<StreamInterval, StreamIntervalRow> STREAM_INTERVALS =
            table(TableType.STREAM_INTERVALS, Rows::of);
    public static final RowTable<SipMessage, SipMessageRow> SIP_MESSAGES = new RowTable<>(
            TableType.SIP_MESSAGES.table(),
            SipMessageRow.class,
            Rows::of,
            row -> OCTETS_USUAL + row.raw().length());
    public static final RowTable<AgentLog, AgentLogRow> AGENT_LOGS = new RowTable<>(
            TableType.AGENT_LOGS.table(),
            AgentLogRow.class,
            Rows::of,
            row -> OCTETS_USUAL + row.text().length());
    public static final RowTable<RtcpReport, RtcpReportRow> RTCP_REPORTS = table(TableType.RTCP_REPORTS, RtcpRows::of);
    public static final RowTable<RtcpReport, EndpointReportRow> ENDPOINT_REPORTS =
            table(TableType.ENDPOINT_REPORTS, EndpointReports::row);
    public static final RowTable<Transaction, TransactionRow> TRANSACTIONS = table(TableType.TRANSACTIONS, Rows::of);
    public static final RowTable<Registration, RegistrationRow> BINDINGS = table(TableType.BINDINGS, OutsideRows::of);
    public static final RowTable<Subscription, SubscriptionRow> SUBSCRIPTIONS =
            table(TableType.SUBSCRIPTIONS, OutsideRows::of);
    public static final RowTable<PeerAvailability, AvailabilityRow> PEER_AVAILABILITY =
            table(TableType.PEER_AVAILABILITY, OutsideRows::of);
    public static final RowTable<AuthenticationFailures, AuthenticationFailureRow> AUTHENTICATION_FAILURES =
            table(TableType.AUTHENTICATION_FAILURES, OutsideRows::of);
    public static final RowTable<Alert, AlertRow> ALERTS = table(TableType.ALERTS, Rows::of);
    public static final RowTable<ProbeHealth, ProbeHealthRow> PROBE_HEALTH = table(TableType.PROBE_HEALTH, Rows::of);
    public static final RowTable<KpiMinute, KpiMinuteRow> KPI_MINUTES = table(TableType.KPI_MINUTES, KpiRows::of);

    private Tables() {}

    private static <E, R extends Record> RowTable<E, R> table(TableType<R> type, SerializableFunction<E, R> row) {
        return new RowTable<>(type.table(), type.rowType(), row, any -> OCTETS_USUAL);
    }
}
