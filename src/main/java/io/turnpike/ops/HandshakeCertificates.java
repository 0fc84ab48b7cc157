package io.turnpike.ops;

import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SSLUtil;
import org.apache.tomcat.util.net.jsse.JSSEImplementation;
import org.apache.tomcat.util.net.jsse.JSSEUtil;

/**
 * The Java platform's TLS, of which a client's certificate is asked for in the handshake and never behind it. Tomcat warns that the
 * platform cannot ask behind it (in TLS 1.3) wherever certificates are optional; here nothing would. Protocols, ciphers and checks are
 * Tomcat's own.
 */
public final class HandshakeCertificates extends JSSEImplementation {
    /** For Tomcat, which makes it by its name. */
    public HandshakeCertificates() {}

    @Override
    public SSLUtil getSSLUtil(SSLHostConfigCertificate certificate) {
        return new JSSEUtil(certificate, false);
    }
}
