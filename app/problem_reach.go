package app

import (
	"offhook/resources/lang"
	"offhook/wti"
)

// reaching explains why no connection to the server was made (protocol notes
// §1.1, §1.2).
func reaching(a wti.Advice) Problem {
	switch a {
	case wti.AdviceUnreachable:
		return Problem{Field: FieldServer,
			Title:   lang.X("problem.unreachable.title", "The server cannot be reached"),
			Meaning: lang.X("problem.unreachable.meaning", "No connection to this address could be made."),
			Advice:  lang.X("problem.unreachable.advice", "Check the server's name and your network or VPN. If both are right, the server may be down or a firewall may block it."),
		}
	case wti.AdviceNotTrusted:
		return Problem{Field: FieldServer,
			Title:   lang.X("problem.nottrusted.title", "The server's certificate is not trusted"),
			Meaning: lang.X("problem.nottrusted.meaning", "The certificate was not signed by an authority that this computer knows, so the connection was not made."),
			Advice:  lang.X("problem.nottrusted.advice", "Ask your administrator for the System Manager CA certificate and add it with the CA file setting."),
		}
	case wti.AdviceWrongName:
		return Problem{Field: FieldServer,
			Title:   lang.X("problem.wrongname.title", "The server's certificate is for another name"),
			Meaning: lang.X("problem.wrongname.meaning", "The address that you typed is not in the certificate. Certificates usually carry the host name, not the IP address."),
			Advice:  lang.X("problem.wrongname.advice", "Use the server's full host name."),
		}
	case wti.AdviceInsecure:
		return Problem{Field: FieldServer,
			Title:   lang.X("problem.insecure.title", "This address is not encrypted"),
			Meaning: lang.X("problem.insecure.meaning", "A ws:// address sends passwords in the clear."),
			Advice:  lang.X("problem.insecure.advice", "Use a wss:// address. In a laboratory, start Offhook with --insecure-ws."),
		}
	case wti.AdviceForbidden:
		return Problem{Field: FieldCTIUser,
			Title:   lang.X("problem.forbidden.title", "This CTI user may not use the server"),
			Meaning: lang.X("problem.forbidden.meaning", "The password is right, but the user lacks the rights."),
			Advice:  lang.X("problem.forbidden.advice", "Ask your administrator to permit this CTI user to use DMCC and the Web Telephony Interface."),
		}
	case wti.AdviceNoWTI:
		return Problem{Field: FieldServer,
			Title:   lang.X("problem.nowti.title", "This server has no Web Telephony Interface"),
			Meaning: lang.X("problem.nowti.meaning", "The address answers, but not as an AES with WTI."),
			Advice:  lang.X("problem.nowti.advice", "Check the address. The server must be AES 10.2 or newer."),
		}
	}
	return Problem{}
}
