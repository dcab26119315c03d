// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

/** One open door for agents; it runs on a thread of its own until it is closed from another. */
interface HepListener extends Runnable, AutoCloseable {
    int port();

    @Override
    void close();
}
