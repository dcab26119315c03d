// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time in which a listener cannot receive, such as on a machine that is out of file descriptors: said once until it is
 * over, with a pause before each new attempt, so that neither the log nor the processor fills with failures.
 */
final class Setback {
    private static final Logger LOG = LoggerFactory.getLogger(Setback.class);
    private static final int PAUSE_MILLIS = 250;

    private final String listener;
    private boolean isSaid;

    Setback(String listener) {
        this.listener = listener;
    }

    void suffer(IOException reason) {
        if (!isSaid) LOG.warn("{} cannot receive, and tries again: {}", listener, reason.getMessage());
        isSaid = true;
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void isOver() {
        if (isSaid) LOG.info("{} receives again", listener);
        isSaid = false;
    }
}
