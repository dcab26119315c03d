// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.peer;

import java.util.ArrayList;
import java.util.List;

/** How a user's credentials fared from one address. */
public class CredentialSource {
    static final int METHODS_MAX = 8;

    public long version;
    public String source = "";
    public String destination = "";
    public String credentialsUser = "";
    public String probe = "";
    public String userAgent = "";
    public List<String> methods = new ArrayList<>();
    public long startMicros;
    public long lastMicros;
    public int attempts;
    public int accepted;
    public int failures;
    public int consecutiveFailures;
    public int lastStatus;
    public long lastFailureMicros;

    public CredentialSource() {}
}
