import "./htmx-guards";
import "./vig-keep";
import "./vig-menu";
import "./vig-passkey";
import "./vig-signature";
import "./vig-theme";
import "./vig-toasts";
import "./vig-upload";
