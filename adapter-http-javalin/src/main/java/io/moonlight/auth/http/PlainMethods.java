package io.moonlight.auth.http;

import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes {@value #HEADER} out of requests. Javalin believes it before it looks at the method itself, and no setting tells
 * it not to: a GET could delete an account, past everything between here and the client that knows a GET to be harmless.
 */
final class PlainMethods extends Handler.Wrapper {

    static final String HEADER = "X-HTTP-Method-Override";

    /** Whether Javalin takes the request for what it is; false only where no handler of this class stands before it. */
    static boolean isPlain(Context ctx) {
        return ctx.method().name().equals(ctx.req().getMethod());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean overridden = request.getHeaders().contains(HEADER);
        return super.handle(overridden ? new Plain(request) : request, response, callback);
    }

    private static final class Plain extends Request.Wrapper {

        private final HttpFields headers;

        private Plain(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders()).remove(HEADER).asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
