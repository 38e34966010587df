import "./htmx-guards";
import "./vig-menu";
import "./vig-passkey";
import "./vig-signature";
import "./vig-theme";
import "./vig-toasts";
import "./vig-upload";
