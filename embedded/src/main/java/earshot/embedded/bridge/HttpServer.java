// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A blocking HTTP server on the loopback interface, one thread per connection. Ours, because the JDK's cannot break
 * off a chunked answer, and a SELECT that fails halfway must not look complete.
 */
final class HttpServer {
    private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int BACKLOG = 256;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Answers one request. */
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private final ServerSocket socket;
    private final Handler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "http");
        thread.setDaemon(true);
        return thread;
    });

    HttpServer(int port, Handler handler) throws IOException {
        this.socket = new ServerSocket(port, BACKLOG, InetAddress.getByAddress(LOOPBACK));
        this.handler = handler;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Accepts connections until the server is closed. */
    void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                threads.execute(() -> talk(client));
            } catch (IOException e) {
                if (!socket.isClosed()) LOG.log(Level.WARNING, "A connection could not be accepted", e);
            }
        }
    }

    /** Stops accepting; requests under way are not touched. */
    void close() throws IOException {
        socket.close();
    }

    private void talk(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER_SIZE);
            OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER_SIZE);
            boolean open = true;
            while (open) {
                HttpExchange exchange = HttpExchange.read(client, in, out);
                if (exchange == null) return;
                handler.handle(exchange);
                if (exchange.isAborted()) return;
                out.flush();
                exchange.skipBody();
                open = exchange.keepsConnection();
            }
        } catch (SocketException e) {
            LOG.log(Level.DEBUG, "A client went away", e);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A connection was given up: {0}", e.toString());
        }
    }
}
