// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.agents.AddressRange;
import earshot.probe.agents.AgentKey;
import earshot.probe.agents.HepOptions;
import earshot.probe.agents.ListenAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the settings about HEP are read. What would let in anyone is refused unless it is said. */
final class HepTexts {
    /** A shorter key can be guessed by trying. */
    private static final int KEY_OCTETS_MIN = 8;

    private static final int KEY_OCTETS_MAX = 1_024;

    private HepTexts() {}

    /** Null when agents cannot send at all, which is the default. */
    static @Nullable HepOptions read(ProbeSettings.Texts from) throws SettingsException {
        List<ListenAddress> listen = listen(from.text(ProbeSetting.HEP_LISTEN));
        if (listen.isEmpty()) return null;
        List<AddressRange> agents = agents(from.text(ProbeSetting.HEP_AGENTS));
        HepOptions.TlsFiles tls = tls(from);
        for (ListenAddress address : listen) {
            if (!address.address().isLoopbackAddress() && from.isDefault(ProbeSetting.HEP_AGENTS)) {
                throw new SettingsException(
                        address + " is open to other machines: say which may send, with --hep-agents 10.0.0.0/8");
            }
            if (address.transport() == ListenAddress.Transport.TLS && tls == null) {
                throw new SettingsException(address + " needs --hep-tls-cert and --hep-tls-key");
            }
        }
        return new HepOptions(
                listen,
                agents,
                key(from.text(ProbeSetting.HEP_KEY_FILE)),
                tls,
                from.number(ProbeSetting.HEP_CONNECTIONS_MAX, 1, 4_096),
                1_000 * from.number(ProbeSetting.HEP_IDLE_SECONDS, 1, 86_400));
    }

    /** Whether log lines are kept: by whatever way HEP comes, and only where numbers may leave the probe. */
    static boolean keepsLogs(ProbeSettings.Texts from, boolean tokenisesNumbers) throws SettingsException {
        String text = from.text(ProbeSetting.HEP_LOGS);
        if (text.equals("count")) return false;
        if (!text.equals("keep")) throw new SettingsException(ProbeSetting.HEP_LOGS.key(), text, "count or keep");
        if (tokenisesNumbers) {
            throw new SettingsException(
                    ProbeSetting.HEP_LOGS.key(),
                    text,
                    "count while " + ProbeSetting.NUMBERS.key()
                            + " is tokenised, as numbers in free text cannot all be found");
        }
        return true;
    }

    private static List<ListenAddress> listen(String text) throws SettingsException {
        List<ListenAddress> all = new ArrayList<>();
        for (String part : parts(text)) {
            ListenAddress address = ListenAddress.parse(part);
            if (address == null) {
                throw new SettingsException(
                        ProbeSetting.HEP_LISTEN.key(), part, "udp://, tcp:// or tls:// and an IP address with a port");
            }
            all.add(address);
        }
        return all;
    }

    private static List<AddressRange> agents(String text) throws SettingsException {
        List<AddressRange> all = new ArrayList<>();
        for (String part : parts(text)) {
            AddressRange range = AddressRange.parse(part);
            if (range == null) {
                throw new SettingsException(
                        ProbeSetting.HEP_AGENTS.key(), part, "addresses and ranges like 10.0.0.0/8");
            }
            all.add(range);
        }
        return all;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) parts.add(part.trim());
        }
        return parts;
    }

    private static HepOptions.@Nullable TlsFiles tls(ProbeSettings.Texts from) throws SettingsException {
        String certificate = from.text(ProbeSetting.HEP_TLS_CERTIFICATE);
        String key = from.text(ProbeSetting.HEP_TLS_KEY);
        String authority = from.text(ProbeSetting.HEP_TLS_CLIENT_CA);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new SettingsException("a certificate needs its key: give both --hep-tls-cert and --hep-tls-key");
        }
        if (certificate.isEmpty()) return null;
        return new HepOptions.TlsFiles(
                Path.of(certificate), Path.of(key), authority.isEmpty() ? null : Path.of(authority));
    }

    /** The text of the file. The key itself is in no message. */
    private static AgentKey key(String file) throws SettingsException {
        if (file.isEmpty()) return AgentKey.NONE;
        String key;
        try {
            key = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new SettingsException("cannot read the HEP key from " + file + ": " + e.getMessage());
        }
        int octets = key.getBytes(StandardCharsets.UTF_8).length;
        if (octets < KEY_OCTETS_MIN || octets > KEY_OCTETS_MAX) {
            throw new SettingsException(
                    "the HEP key in " + file + " must have " + KEY_OCTETS_MIN + " to " + KEY_OCTETS_MAX + " octets");
        }
        return new AgentKey(key);
    }
}
