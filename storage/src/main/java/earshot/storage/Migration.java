// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One numbered step of the schema: the resource {@code migrations/V001__name.sql}. Once released it never changes; what
 * must change later is a new step.
 */
record Migration(int number, String name, String script) {
    private static final Pattern FILE = Pattern.compile("V(\\d{3})__(\\w+)\\.sql");

    /** The steps in order. Named here one by one, since a jar cannot be listed. */
    private static final List<String> FILES = List.of(
            "V001__tables.sql",
            "V002__encapsulation.sql",
            "V003__device_reports.sql",
            "V004__rtp_and_rtcp_details.sql",
            "V005__trust.sql",
            "V006__report_call.sql",
            "V007__score_receipts.sql",
            "V008__message_encapsulation.sql",
            "V009__taps.sql",
            "V010__outside_calls.sql",
            "V011__order_and_pauses.sql",
            "V012__course_of_calls.sql",
            "V013__kpi_minutes.sql",
            "V014__call_links.sql",
            "V015__ssrc_changes.sql",
            "V016__rtcp_goodbyes.sql",
            "V017__delay_percentiles.sql",
            "V018__answer_not_seen.sql",
            "V019__agent_logs.sql");

    static List<Migration> all() {
        List<Migration> migrations = new ArrayList<>();
        for (String file : FILES) migrations.add(load(file));
        return migrations;
    }

    static Migration load(String file) {
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) throw new IllegalArgumentException("Not the name of a migration: " + file);
        try (InputStream in = Migration.class.getResourceAsStream("migrations/" + file)) {
            if (in == null) throw new IllegalStateException("The migration " + file + " is not in the program.");
            // Line ends may differ between checkouts; the checksum must not.
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new Migration(Integer.parseInt(matcher.group(1)), matcher.group(2), script);
        } catch (IOException e) {
            throw new UncheckedIOException("The migration " + file + " cannot be read.", e);
        }
    }

    List<String> statements() {
        return SqlScript.statements(script);
    }

    /** SHA-256 of the script, in hex. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
