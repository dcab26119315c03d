// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from PEM files, as OpenSSL writes them (RFC 7468): a chain of certificates, and a PKCS #8 key. */
final class PemFiles {
    private static final String KEY_START = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = {};

    private PemFiles() {}

    /** A server socket that speaks TLS 1.2 and 1.3, not yet bound. */
    static SSLServerSocket serverSocket(HepOptions.TlsFiles files) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(files), NO_PASSWORD);
        Path authority = files.clientAuthority();
        context.init(
                keys.getKeyManagers(),
                authority == null ? null : trust(authority).getTrustManagers(),
                null);
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setNeedClientAuth(authority != null);
        return socket;
    }

    private static KeyStore keyStore(HepOptions.TlsFiles files) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(files.certificate()).toArray(new Certificate[0]);
        store.setKeyEntry("probe", privateKey(files.key()), NO_PASSWORD, chain);
        return store;
    }

    private static TrustManagerFactory trust(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) throw new GeneralSecurityException(file + " holds no certificate in PEM");
            return found;
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        int start = text.indexOf(KEY_START);
        int end = text.indexOf(KEY_END);
        if (start < 0 || end < start) {
            throw new GeneralSecurityException(file + " holds no unencrypted PKCS #8 key in PEM"
                    + " (convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW)");
        }
        byte[] octets = Base64.getMimeDecoder().decode(text.substring(start + KEY_START.length(), end));
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(octets);
        for (String kind : KEY_KINDS) {
            PrivateKey key = key(kind, encoded);
            if (key != null) return key;
        }
        throw new GeneralSecurityException(file + " holds a key that is not one of " + KEY_KINDS);
    }

    private static @Nullable PrivateKey key(String kind, PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            return null; // of another kind
        }
    }
}
